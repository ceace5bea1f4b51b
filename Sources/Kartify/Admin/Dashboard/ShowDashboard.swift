import Domain
import Storage
import Web

/// GET /admin
@Sendable func showDashboard(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let website = staff.website
    let lately = request.now - .days(DashboardPage.days)
    let page = try world.database.read { store in
        let module = try store.module(of: website.id)
        return DashboardPage(
            backlog: staff.standing.backlog,
            stock: try store.stockHealth(of: website.id),
            unappliedEvents: staff.standing.unappliedEvents,
            refusals: try store.requests(of: website.id, .refused, since: lately),
            alertFault: try store.alertFault(of: website.id, since: request.now - .days(1)),
            refusedPayment: try store.lastAlert(of: website.id, .paymentRefused, since: lately),
            newHost: staff.member.role.may(.administer)
                ? try store.lastAlert(of: website.id, .newAPIHost, since: lately) : nil,
            troubles: try store.troubles(of: website.id, since: request.now - OMSTrouble.memory),
            givenUp: try store.requests(of: website.id, .givenUp, since: lately),
            paymentsToRefund: try store.paymentsToRefund(of: website.id)
                + store.cancellationsToRefund(of: website.id),
            health: staff.standing.health,
            pausedUntil: module.flatMap { world.oms.pausedUntil($0.settings, now: request.now) },
            checkoutsTurnedAway: try store.uncheckedCheckouts(of: website.id, since: request.now - .days(1)),
            website: website, now: request.now
        )
    }
    return try staff.page(page, in: world)
}

/// The state of a website, as cards that link to their lists.
struct DashboardPage: TitledPage {
    static let template = "admin/dashboard/dashboard.html"
    /// How far back refused and given-up requests are counted.
    static let days = 7

    typealias Told = (message: String, raisedAt: Instant)

    struct Card: Encodable, Sendable {
        let name: String
        let value: String
        let note: String
        let link: String
        let isBad: Bool
    }

    let title = "Dashboard"
    let cards: [Card]
    let troubles: [TroubleLine]
    /// Until when the OMS is not called.
    let pausedUntil: String?
    /// Why the last alert could not be delivered.
    let alertFault: String?
    /// That somebody has changed where the OMS is called, for administrators.
    let newHost: String?
    /// That money is reported which belongs to no order as it stands.
    let refusedPayment: String?

    init(
        backlog: PushBacklog, stock: StockHealth, unappliedEvents: Int, refusals: Int, alertFault: String?,
        refusedPayment: Told?, newHost: Told?, troubles: [OMSTrouble], givenUp: Int, paymentsToRefund: Int,
        health: OMSHealth, pausedUntil: Instant?, checkoutsTurnedAway: Int,
        website: Website, now: Instant
    ) {
        let oms = website.oms.title
        let calls = health.lately
        let lately =
            calls.all == 0
            ? "No call in the last 15 minutes."
            : "\(counted(calls.clear, "clear answer")) to \(counted(calls.all, "call")) in the last 15 minutes."
        self.alertFault = alertFault
        self.pausedUntil = pausedUntil?.istWithSeconds
        func words(_ told: Told) -> String { "\(told.message) That was \((now - told.raisedAt).words) ago." }
        self.newHost = newHost.map(words)
        self.refusedPayment = refusedPayment.map(words)
        self.troubles = troubles.map { TroubleLine($0, website.oms) }
        cards = [
            Card(
                name: "\(oms)'s answers",
                value: calls.all == 0 ? "–" : "\(calls.clear * 100 / calls.all) %",
                note: "\(lately) \(health.lastGood(at: now))",
                link: "/admin/tools/logs?outcome=unknown", isBad: calls.clear * 100 < calls.all * 80),
            Card(
                name: "Checkouts turned away", value: "\(checkoutsTurnedAway)",
                note: "Because \(oms) gave no clear answer, in the last 24 hours.",
                link: "/admin/tools/logs?kind=serviceability&outcome=unknown", isBad: checkoutsTurnedAway > 0),
            Card(
                name: "Waiting to be pushed", value: "\(backlog.waiting)",
                note: backlog.oldestPlacedAt.map { "The oldest was placed \((now - $0).words) ago." }
                    ?? "No order is waiting.",
                link: "/admin/orders?push=waiting", isBad: false),
            Card(
                name: "Stuck", value: "\(backlog.stuck)",
                note: backlog.stuck == 0
                    ? "Nothing is stuck." : "Refused, or older than 6 hours: needs attention.",
                link: "/admin/orders?push=stuck", isBad: backlog.stuck > 0),
            Card(
                name: "Webhook events not applied", value: "\(unappliedEvents)",
                note: "Events from \(oms) with unknown or invalid orders, items or statuses.",
                link: "/admin/tools/inbox?state=not_applied", isBad: unappliedEvents > 0),
            Card(
                name: "Refused cancellations and returns", value: "\(refusals)",
                note: "Refused by \(oms) in the last \(Self.days) days.",
                link: "/admin/orders?request=refused&days=\(Self.days)", isBad: refusals > 0),
            Card(
                name: "Requests given up", value: "\(givenUp)",
                note: "Cancellations and returns that \(oms) never answered, in the last \(Self.days) days.",
                link: "/admin/orders?request=given_up&days=\(Self.days)", isBad: givenUp > 0),
            Card(
                name: "Payments to pay back", value: "\(paymentsToRefund)",
                note: "They came too late or twice, or their items were cancelled before \(oms) got them.",
                link: "/admin/orders?payment=to_refund", isBad: paymentsToRefund > 0),
            Card(
                name: "Options without a SKU", value: "\(stock.missingSKUs)",
                note: stock.missingSKUs == 0
                    ? "Nothing on sale lacks one." : "They cannot be sold until they have one.",
                link: "/admin/products?filter=sku_missing", isBad: stock.missingSKUs > 0),
            Card(
                name: "Out of stock", value: "\(stock.productsOutOfStock)",
                note: "Products that are hidden until stock arrives.",
                link: "/admin/products?filter=out_of_stock", isBad: false),
            Card(
                name: "Last inventory update", value: stock.lastCountAt.map { "\((now - $0).words) ago" } ?? "never",
                note: "When \(oms) last sent a count for any SKU.", link: "/admin/products",
                isBad: stock.lastCountAt == nil),
        ]
    }
}
