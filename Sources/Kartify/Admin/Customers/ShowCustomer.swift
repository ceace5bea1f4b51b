import Domain
import Storage
import Web

/// GET /admin/customers/:id
@Sendable func showCustomer(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(try CustomerPage(request, staff, in: world), in: world)
}

/// POST /admin/customers/:id/cod — cash on delivery for one of their phones, or no longer.
@Sendable func switchCOD(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<CustomerAccount> = try request.id("id", of: "customer")
    guard let phone = Mobile(request.form["phone"]) else { throw Refusal(.invalid, "Choose one of their phones.") }
    let isBlocked = request.form["state"] == "blocked"
    try staff.change(request, in: world) { store, change in
        guard try store.customerSummary(id: id, of: change.websiteID) != nil else { throw Refusal.notFound("customer") }
        try store.blockCOD(phone, at: change.websiteID, isBlocked: isBlocked, by: change.staff, now: change.now)
        try store.audit(
            isBlocked ? "Blocked cash on delivery" : "Allowed cash on delivery", of: "customer \(id)", change)
    }
    return .redirect(to: "/admin/customers/\(id)")
}

/// GET /admin/customers/:id/erasure
@Sendable func confirmErasure(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(ErasurePage(try CustomerPage(request, staff, in: world)), in: world)
}

/// POST /admin/customers/:id/erasure — the person goes; the orders stay, with their amounts.
@Sendable func eraseCustomer(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<CustomerAccount> = try request.id("id", of: "customer")
    try staff.change(request, in: world) { store, change in
        guard let found = try store.customerSummary(id: id, of: change.websiteID) else {
            throw Refusal.notFound("customer")
        }
        guard try store.ordersUnderWay(of: id) == 0 else {
            throw Refusal(
                .conflict, "Some of their orders are not over yet, and need the address. Erase the person afterwards.")
        }
        let orders = try store.erase(found.account)
        try store.audit("Erased a customer", of: "customer \(id), \(counted(orders, "order"))", change)
    }
    return .redirect(to: "/admin/customers")
}

struct CustomerPage: TitledPage {
    static let template = "admin/customers/customer.html"
    static let orders = 50

    struct Line: Encodable, Sendable {
        let number: String
        let placed: String
        let units: [ToneBadge]
        let total: String
    }

    struct Phone: Encodable, Sendable {
        let phone: String
        let isBlocked: Bool
        let maySwitch: Bool
    }

    let id: ID<CustomerAccount>
    let name: String
    let email: String
    let since: String
    let count: String
    let total: String
    let underWay: Int
    let phones: [Phone]
    let addresses: [AddressLines]
    let orders: [Line]
    let mayErase: Bool

    var title: String { name }

    init(_ request: Request, _ staff: Staff, in world: World) throws {
        let id: ID<CustomerAccount> = try request.id("id", of: "customer")
        let website = staff.website.id
        self = try world.database.read { store in
            guard let found = try store.customerSummary(id: id, of: website) else { throw Refusal.notFound("customer") }
            let orders = try store.orders(
                try store.orders(of: found.account, limit: Self.orders).map(\.id))
            let phones = try Set(orders.map(\.address.phone)).sorted { $0.text < $1.text }.map { phone in
                Phone(
                    phone: phone.text, isBlocked: try store.isBlockedForCOD(phone, at: website),
                    maySwitch: staff.member.role.may(.operate))
            }
            return CustomerPage(found, orders, phones, underWay: try store.ordersUnderWay(of: id), staff)
        }
    }

    private init(
        _ found: CustomerSummary, _ orders: [Order], _ phones: [Phone], underWay: Int, _ staff: Staff
    ) {
        id = found.account.id
        name = found.account.name
        email = found.account.email
        since = found.since.ist
        count = counted(found.orders, "order")
        total = found.total.text
        self.underWay = underWay
        self.phones = phones
        var seen: Set<String> = []
        addresses = orders.map(\.address).filter { seen.insert("\($0.line1) \($0.pincode.text)").inserted }
            .map(AddressLines.init)
        self.orders = orders.map {
            Line(number: $0.number, placed: $0.placedAt.ist, units: $0.unitBadges, total: $0.totals.total.text)
        }
        mayErase = staff.member.role.may(.administer)
    }
}

struct ErasurePage: TitledPage {
    static let template = "admin/customers/erasure.html"
    let id: ID<CustomerAccount>
    let name: String
    let count: String
    /// Why they cannot be erased yet; nil when they can.
    let underWay: String?

    init(_ page: CustomerPage) {
        id = page.id
        name = page.name
        count = page.count
        underWay = page.underWay == 0 ? nil : counted(page.underWay, "order")
    }

    var title: String { "Erase \(name)" }
}
