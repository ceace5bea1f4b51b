import Domain
import Storage
import Web

/// POST /admin/views — **Save view**: a list with its filters, under a name.
@Sendable func saveView(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let (kind, name) = (try StaffList(request), request.form.trimmed("name"))
    guard (1...60).contains(name.count) else {
        throw Refusal(.invalid, "Give the view a name of 1 to 60 characters.")
    }
    let list = kind.address(Fields(urlEncoded: request.form["filter"]))
    guard list.query.utf8.count <= 2000 else { throw Refusal(.invalid, "This filter is too long to be saved.") }
    try world.database.write { [id = staff.member.id] in
        try $0.saveView(name, list.query, on: kind.rawValue, of: id)
    }
    return .redirect(to: list.text)
}

/// POST /admin/views/:id/removal — one's own view.
@Sendable func removeView(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<SavedView> = try request.id("id", of: "view")
    let list = try StaffList(request)
    try world.database.write { [member = staff.member.id] in try $0.removeView(id, of: member) }
    return .redirect(to: list.path)
}

/// A list of staff whose filters can be saved. The raw value is the word in the database.
enum StaffList: String {
    case orders, products, returns, customers, logs, inbox, audit

    /// The list that a form names.
    fileprivate init(_ request: Request) throws(Refusal) {
        guard let list = StaffList(rawValue: request.form["list"]) else { throw .notFound("list") }
        self = list
    }

    var path: String {
        switch self {
        case .orders, .products, .returns, .customers, .audit: "/admin/\(rawValue)"
        case .logs, .inbox: "/admin/tools/\(rawValue)"
        }
    }

    /// Its filters, as they stand in its address.
    private var names: [String] {
        switch self {
        case .orders: OrdersQuery.names
        case .products: ProductsQuery.names
        case .returns: ReturnsQuery.names
        case .customers: ["email"]
        case .logs: LogQuery.names
        case .inbox: InboxQuery.names
        case .audit: AuditQuery.names
        }
    }

    /// With the filters of a query that it knows.
    func address(_ query: Fields) -> ListAddress { ListAddress(path, query, names) }

    /// Views that everybody has: a name, and a query.
    fileprivate var common: [(name: String, query: String)] {
        guard self == .orders else { return [] }
        return [
            ("To pack", "status=to_pack"), ("COD to pack of yesterday", "day=yesterday&payment=COD&status=to_pack"),
        ]
    }
}

/// The saved views of a list, and the forms that save and remove one.
struct SavedViews: Page {
    static let template = "pages/saved_views.html"

    struct Link: Encodable, Sendable {
        let name: String
        let address: String
        let isCurrent: Bool
        /// Somebody's own view, which can be removed.
        let viewID: ID<SavedView>?
    }

    let views: [Link]
    let own: [Link]
    let list: String
    /// The list's present filters.
    let filter: String

    init(
        of kind: StaffList, at list: ListAddress, _ staff: Staff, in store: borrowing some Reader & ~Copyable
    ) throws {
        own = try store.savedViews(of: staff.member.id, on: kind.rawValue).map {
            Self.link(kind, $0.name, $0.query, $0.id, at: list)
        }
        views = kind.common.map { Self.link(kind, $0.name, $0.query, nil, at: list) } + own
        self.list = kind.rawValue
        filter = list.query
    }

    private static func link(
        _ kind: StaffList, _ name: String, _ query: String, _ id: ID<SavedView>?, at list: ListAddress
    ) -> Link {
        Link(
            name: name, address: query.isEmpty ? kind.path : "\(kind.path)?\(query)", isCurrent: query == list.query,
            viewID: id)
    }
}
