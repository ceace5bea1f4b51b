import Domain
import Storage
import Web

/// POST /admin/orders/views — **Save view**: the list with its filters, under a name.
@Sendable func saveView(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let name = request.form.trimmed("name")
    guard (1...60).contains(name.count) else {
        throw Refusal(.invalid, "Give the view a name of 1 to 60 characters.")
    }
    let list = OrdersQuery(Fields(urlEncoded: request.form["filter"]), staff, now: request.now).list
    try world.database.write { [id = staff.member.id] in try $0.saveView(name, list.query, of: id) }
    return .redirect(to: list.text)
}

/// POST /admin/orders/views/:id/removal — one's own view.
@Sendable func removeView(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<SavedView> = try request.id("id", of: "view")
    try world.database.write { [member = staff.member.id] in try $0.removeView(id, of: member) }
    return .redirect(to: OrdersQuery.path)
}

struct ViewLink: Encodable, Sendable {
    let name: String
    let address: String
    let isCurrent: Bool
    /// Somebody's own view, which can be removed.
    let viewID: ID<SavedView>?

    /// Those that everybody has, and somebody's own.
    static func all(_ own: [SavedView], at list: ListAddress) -> [ViewLink] {
        let common = [
            ("To pack", "status=to_pack"), ("COD to pack of yesterday", "day=yesterday&payment=COD&status=to_pack"),
        ].map { ViewLink($0.0, $0.1, nil, at: list) }
        return common + own.map { ViewLink($0.name, $0.query, $0.id, at: list) }
    }

    private init(_ name: String, _ query: String, _ id: ID<SavedView>?, at list: ListAddress) {
        self.name = name
        address = query.isEmpty ? OrdersQuery.path : "\(OrdersQuery.path)?\(query)"
        isCurrent = query == list.query
        viewID = id
    }
}
