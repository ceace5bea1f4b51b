import Crypto
import Domain
import Storage
import Web

/// Whoever came by the link to a guest's order that was mailed to them. A browser that once ordered is not enough to cancel or return: its
/// cookie may be in other hands.
struct Guest: Sendable {
    let visitor: Visitor
    /// The order of the link; nil when the link is none, or too old.
    let linked: ID<Order>?
    let token: String

    init(_ visitor: Visitor, _ request: Request, _ key: SecretKey) throws {
        self.visitor = visitor
        token = request.query["token"]
        linked = try SignedLink.number(in: token, for: .order, key, at: request.now).map { ID($0) }
    }
}

extension Guest: AfterSalesCaller {
    var requester: Requester { Requester(actor: nil) }
    var orders: String { "/orders" }
    var contact: WebsiteContact? { visitor.contact }
    var query: String { "?token=\(token)" }

    func audited(_ request: Request) -> StaffChange? { nil }

    func order(_ number: String, in store: borrowing Snapshot) throws -> Order? {
        guard let linked, let order = try store.order(number: number, of: visitor.website.id), order.id == linked else {
            return nil
        }
        return order
    }

    func page(_ content: some TitledPage, status: Status, in world: World) throws -> Response {
        try visitor.page(content, status: status, in: world)
    }
}

/// A handler for guests: to whoever has no link there is no such order.
func linked(_ handler: @escaping @Sendable (Request, Guest, World) throws -> Response)
    -> Audience<World, Visitor>.Handler
{
    { request, visitor, world in try handler(request, try Guest(visitor, request, world.key), world) }
}
