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

    /// Back to the order when the OMS said yes; a no, or no clear answer, is for the form.
    func answer(to outcome: RequestOutcome) throws(Refusal) -> Response {
        switch outcome {
        case .accepted: return .redirect(to: home)
        case .refused(let reference, let sentence): throw Refusal(.invalid, "\(sentence) Reference: \(reference).")
        case .unconfirmed(let reference):
            throw Refusal(.invalid, unconfirmedWords + (reference.map { " Reference: \($0)." } ?? ""))
        }
    }

    /// The same desk with the order as it stands now: an open request has appeared, or a line has moved on.
    func renewed(in world: World) throws -> Desk {
        let state = try world.database.read { store in
            try AfterSalesState(store.order(id: order.id) ?? order, in: store)
        }
        return Desk(requester: requester, home: home, state: state, page: page)
    }
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
