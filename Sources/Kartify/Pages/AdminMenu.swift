import Domain
import Storage

/// A group of the menu of `/admin`, in the order that people know from OpenCart.
struct MenuGroup: Encodable, Sendable {
    struct Entry: Encodable, Sendable {
        let title: String
        let path: String
        let isCurrent: Bool
        /// What waits there for somebody.
        let count: Int?
    }

    let heading: String?
    let entries: [Entry]
}

extension Staff {
    /// The menu of this person, with the entry of a page's template marked.
    func menu(at template: String) -> [MenuGroup] {
        func entry(_ title: String, _ path: String, _ folders: String..., count: Int = 0) -> MenuGroup.Entry {
            MenuGroup.Entry(
                title: title, path: path, isCurrent: folders.contains { template.hasPrefix($0) },
                count: count > 0 ? count : nil)
        }
        let system = [
            entry("Tools › Cron", "/admin/tools/cron", "admin/tools/"),
            entry("Tools › Logs", "/admin/tools/logs", "admin/logs/"),
            entry("Tools › Inbox", "/admin/tools/inbox", "admin/inbox/", count: standing.unappliedEvents),
            entry("Websites", "/admin/websites", "admin/websites/"),
            entry("Users", "/admin/users", "admin/users/"), entry("Words", "/admin/glossary", "admin/glossary/"),
            entry("Help", "/admin/help", "admin/help/"),
        ]
        let forAdministrators = [
            entry("Messages", "/admin/messages", "admin/messages/"),
            entry("Audit", "/admin/audit", "admin/audit/"), entry("Health", "/admin/health", "admin/health/"),
        ]
        return [
            MenuGroup(heading: nil, entries: [entry("Dashboard", "/admin", "admin/dashboard/")]),
            MenuGroup(
                heading: "Catalog",
                entries: [
                    entry("Products", "/admin/products", "admin/products/"),
                    entry("Catalog Manager", "/admin/catalog-manager", "admin/catalog_manager/"),
                    entry("Reconciliation", "/admin/reconciliation", "admin/reconciliation/"),
                ]),
            MenuGroup(heading: "Extensions", entries: [entry("Modules", "/admin/modules", "admin/modules/")]),
            MenuGroup(
                heading: "Sales",
                entries: [
                    entry("Orders", "/admin/orders", "admin/orders/", "aftersales/", count: standing.backlog.stuck),
                    entry("Returns", "/admin/returns", "admin/returns/"),
                    entry("Customers", "/admin/customers", "admin/customers/"),
                ]),
            MenuGroup(heading: "System", entries: system + (member.role.may(.administer) ? forAdministrators : [])),
        ]
    }
}
