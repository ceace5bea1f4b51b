import Domain
import Storage
import Web

/// Where somebody asks: the customer in My Account, or a staff member for them in `/admin`. The forms are the same.
struct Desk {
    let requester: Requester
    /// The order's own page.
    let home: String
    let state: AfterSalesState
    let page: (any TitledPage, Status) throws -> Response

    var order: Order { state.order }
}

extension Customer {
    /// The desk for one of this customer's orders; somebody else's is not found.
    func desk(_ request: Request, in world: World) throws -> Desk {
        let number = request.path("number")
        let state = try world.database.read { store in
            guard let order = try store.order(number: number, of: account) else { throw Refusal.notFound("order") }
            return try AfterSalesState(order, in: store)
        }
        return Desk(requester: .customer, home: "/account/orders/\(number)", state: state) {
            try page($0, status: $1, in: world)
        }
    }
}

extension Staff {
    /// The desk for an order of the website that this staff member looks at.
    func desk(_ request: Request, in world: World) throws -> Desk {
        let number = request.path("number")
        let state = try world.database.read { store in
            guard let order = try store.order(number: number, of: website.id) else { throw Refusal.notFound("order") }
            return try AfterSalesState(order, in: store)
        }
        return Desk(requester: .staff(member.username), home: "/admin/orders/\(number)", state: state) {
            try page($0, status: $1, in: world)
        }
    }
}
