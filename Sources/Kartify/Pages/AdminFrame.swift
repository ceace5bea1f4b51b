import Domain
import Web

struct AdminFrame: Page {
    static let template = "frames/admin.html"

    let title: String
    let website: String
    let websites: [Choice]
    let csrf: String
    let assets: String
    let member: String
    let role: String
    let menu: [MenuGroup]
    let refresh: Int?
    let search: String
    /// What every page says while orders cannot flow.
    let warnings: [Warning]
    /// The website's OMS: its short name, its full name, and its name in addresses.
    let oms: String
    let omsFullTitle: String
    let omsID: String
    /// What the page is for, and the chapter of the help that says more; empty where the page says so itself.
    let purpose: String
    let chapter: String

    struct Warning: Encodable, Sendable {
        let message: String
        let link: String
        let linkTitle: String
    }
}

struct StaffSignInFrame: Page {
    static let template = "frames/staff_sign_in.html"
    let title: String
    let csrf: String
    let assets: String
}

extension Staff {
    func page(_ content: some TitledPage, status: Status = .ok, in world: World) throws -> Response {
        let template = type(of: content).template
        let purpose = Purpose.of(template, website.oms.title)
        let frame = AdminFrame(
            title: content.title, website: website.name,
            websites: websites.map { Choice(value: "\($0.id)", title: $0.name, selected: $0.id == website.id) },
            csrf: browser.csrf(world.key, in: session), assets: world.assets.address, member: member.username,
            role: member.role.title,
            menu: menu(at: template), refresh: content.refreshSeconds, search: content.searchWords,
            warnings: warnings,
            oms: website.oms.title, omsFullTitle: website.oms.fullTitle, omsID: website.oms.rawValue,
            purpose: purpose?.line ?? "", chapter: purpose?.chapter.rawValue ?? "")
        return .html(try world.templates.render(content, in: frame), status: status)
    }
}

extension Staff {
    private var warnings: [AdminFrame.Warning] {
        var warnings: [AdminFrame.Warning] = []
        let oms = website.oms
        if !standing.isModuleEnabled {
            warnings.append(
                .init(
                    message:
                        "The \(oms.title) module of this website is disabled: no orders are pushed and no stock updates are accepted.",
                    link: "/admin/modules/\(oms.rawValue)", linkTitle: "Module"))
        }
        if !standing.isPushOn {
            warnings.append(
                .init(
                    message: "The job that pushes orders is off.", link: "/admin/tools/cron", linkTitle: "Cron"))
        }
        if let trouble = standing.health.trouble(below: standing.successPercent, oms) {
            warnings.append(.init(message: trouble, link: "/admin/tools/logs?outcome=unknown", linkTitle: "Logs"))
        }
        return warnings
    }
}

extension StaffSignInVisitor {
    func page(_ content: some TitledPage, status: Status = .ok, in world: World) throws -> Response {
        let frame = StaffSignInFrame(
            title: content.title, csrf: browser.csrf(world.key, in: session), assets: world.assets.address)
        return .html(try world.templates.render(content, in: frame), status: status)
    }
}
