import Domain
import Storage
import Web

/// The forms of cancellations and returns, for the customer in My Account, for a guest, and for staff in `/admin`.
struct AfterSalesForm {
    let requester: Requester
    /// For the audit trail; nil for the customer.
    let change: StaffChange?
    /// The address of the order's own page, and what goes behind it and behind that of a form.
    let path: String
    let query: String
    let state: AfterSalesState
    /// The website's, for who is refused something; nil for staff.
    let contact: String?
    let page: (any TitledPage, Status) throws -> Response

    var order: Order { state.order }
    var home: String { path + query }

    func address(_ kind: RequestKind, _ part: String = "") -> String { "\(path)/\(kind.rawValue)\(part)\(query)" }

    /// Redirects to the order after acceptance. Otherwise shows the form again with the current order: an open request may
    /// have appeared, or a line may have moved.
    func answer(
        in world: World, with form: (AfterSalesForm, _ problem: String?) -> any TitledPage,
        to ask: () throws -> RequestOutcome
    ) throws -> Response {
        let problem: String?
        do {
            switch try ask() {
            case .accepted: return .redirect(to: home)
            case .refused(let sentence): problem = sentence
            case .unclear: problem = nil
            }
        } catch let refusal as Refusal where refusal.kind != .notFound {
            problem = refusal.message
        }
        let state = try world.database.read { store in
            try AfterSalesState(store.order(id: order.id) ?? order, in: store)
        }
        let now = AfterSalesForm(
            requester: requester, change: change, path: path, query: query, state: state, contact: contact, page: page)
        return try page(form(now, problem), .unprocessable)
    }

    func audit(_ action: String, _ details: String = "", in world: World) throws {
        guard let change else { return }
        let subject = "order \(order.number)\(details.isEmpty ? "" : ": ")\(details)"
        try world.database.write { try $0.audit(action, of: subject, change) }
    }

    /// Withdraws an open request: it is never sent again.
    func withdraw(_ kind: RequestKind, _ request: Request, in world: World) throws -> Response {
        let (order, change, now) = (order, change, request.now)
        let isWithdrawn = try world.database.write { store in
            guard try store.endRequest(kind, ofOrder: order.id, .withdrawn, now: now) else { return false }
            if let change { try store.audit("Withdrew a \(kind.rawValue)", of: "order \(order.number)", change) }
            return true
        }
        guard isWithdrawn else {
            throw Refusal(
                .conflict,
                "This \(kind.rawValue) is being sent at this moment, or has its answer by now. Look at the order again."
            )
        }
        return .redirect(to: home)
    }
}

/// A caller who may request cancellations and returns.
protocol AfterSalesCaller {
    var requester: Requester { get }
    /// For the audit trail; nil for the customer.
    func audited(_ request: Request) -> StaffChange?
    /// The address of this caller's orders, and what goes behind it.
    var orders: String { get }
    var query: String { get }
    /// The website's, for its customers.
    var contact: WebsiteContact? { get }
    /// One of the orders that this caller may see.
    func order(_ number: String, in store: borrowing Snapshot) throws -> Order?
    func page(_ content: some TitledPage, status: Status, in world: World) throws -> Response
}

extension AfterSalesCaller {
    var query: String { "" }

    func form(_ request: Request, in world: World) throws -> AfterSalesForm {
        let number = request.path("number")
        let state = try world.database.read { store in
            guard let order = try order(number, in: store) else { throw Refusal.notFound("order") }
            return try AfterSalesState(order, in: store)
        }
        return AfterSalesForm(
            requester: requester, change: audited(request), path: "\(orders)/\(number)", query: query, state: state,
            contact: contact.flatMap { $0.isEmpty ? nil : $0.words }
        ) {
            try page($0, status: $1, in: world)
        }
    }
}

extension Customer: AfterSalesCaller {
    var requester: Requester { Requester(actor: nil) }
    var orders: String { "/account/orders" }
    var contact: WebsiteContact? { visitor.contact }

    func audited(_ request: Request) -> StaffChange? { nil }

    func order(_ number: String, in store: borrowing Snapshot) throws -> Order? {
        try store.order(number: number, of: account)
    }
}

extension Staff: AfterSalesCaller {
    var requester: Requester { Requester(actor: member.username) }
    var orders: String { "/admin/orders" }
    var contact: WebsiteContact? { nil }

    func audited(_ request: Request) -> StaffChange? { self.change(request) }

    func order(_ number: String, in store: borrowing Snapshot) throws -> Order? {
        try store.order(number: number, of: website.id)
    }
}
