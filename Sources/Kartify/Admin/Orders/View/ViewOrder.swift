import Domain
import Storage
import Web

/// GET /admin/orders/:number
@Sendable func viewOrder(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(try adminOrderPage(request, staff, world), in: world)
}

/// POST /admin/orders/:number/push — **Push now**, whatever the order's age.
@Sendable func pushOrder(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let number = request.path("number")
    let now = request.now
    let order = try staff.change(request, in: world) { store, change in
        guard let order = try store.order(number: number, of: change.websiteID) else { throw Refusal.notFound("order") }
        guard try store.leaseOrderToPush(order.id, until: Lease.push.end(from: now), now: now) else {
            throw Refusal(
                .conflict, "This order is being pushed at this moment, or is not to be pushed. Reload its page.")
        }
        try store.audit("Pushed an order", of: "order \(order.number)", change)
        return order
    }
    try world.pushLeased(order.id, lane: .page, by: staff.member.username)
    return .redirect(to: "/admin/orders/\(order.number)#push")
}

private func adminOrderPage(_ request: Request, _ staff: Staff, _ world: World) throws -> AdminOrderPage {
    let number = request.path("number")
    return try world.database.read { store in
        let (order, website) = try staff.order(number, in: store)
        let isHere = website == staff.website
        let past = try OrderPast(order, website, shownTo: staff, in: store)
        return AdminOrderPage(
            try AfterSalesState(order, in: store), try OrderNeighbours(order, request, staff, in: store), past,
            elsewhere: isHere ? nil : .init(websiteID: website.id, website: website.name),
            reader: staff.member, now: request.now)
    }
}

extension Staff {
    /// An order of any website that the person may see, and which website that is: numbers are unique among them.
    fileprivate func order(_ number: String, in store: borrowing Snapshot) throws -> (Order, Website) {
        for candidate in [website] + websites.filter({ $0 != website }) {
            if let order = try store.order(number: number, of: candidate.id) { return (order, candidate) }
        }
        throw Refusal.notFound("order")
    }
}
