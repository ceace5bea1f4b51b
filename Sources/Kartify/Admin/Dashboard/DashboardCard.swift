import Domain

/// A figure that links to the list of what it counts.
struct DashboardCard: Encodable, Sendable {
    let name: String
    let value: String
    let note: String
    let link: String
    let isBad: Bool

    private static let days = DashboardPage.days

    static func all(_ facts: DashboardFacts, oms: String, now: Instant) -> [DashboardCard] {
        let calls = facts.health.lately
        let lately =
            calls.all == 0
            ? "No call in the last 15 minutes."
            : "\(counted(calls.clear, "clear answer")) to \(counted(calls.all, "call")) in the last 15 minutes."
        return [
            DashboardCard(
                name: "\(oms)'s answers",
                value: calls.all == 0 ? "–" : "\(calls.clear * 100 / calls.all) %",
                note: "\(lately) \(facts.health.lastGood(at: now))",
                link: "/admin/tools/logs?outcome=unknown", isBad: calls.clear * 100 < calls.all * 80),
            DashboardCard(
                name: "Checkouts turned away", value: "\(facts.checkoutsTurnedAway)",
                note: "Because \(oms) gave no clear answer, in the last 24 hours.",
                link: "/admin/tools/logs?kind=serviceability&outcome=unknown&order=none",
                isBad: facts.checkoutsTurnedAway > 0),
            DashboardCard(
                name: "Taken unchecked today", value: "\(facts.ordersTakenUnchecked)",
                note: "Orders taken although \(oms) could not be asked whether it delivers.",
                link: "/admin/orders?check=unchecked&day=today", isBad: false),
            DashboardCard(
                name: "Waiting to be pushed", value: "\(facts.backlog.waiting)",
                note: facts.backlog.oldestPlacedAt.map { "The oldest was placed \((now - $0).words) ago." }
                    ?? "No order is waiting.",
                link: "/admin/orders?push=waiting", isBad: false),
            DashboardCard(
                name: "Stuck", value: "\(facts.backlog.stuck)",
                note: facts.backlog.stuck == 0
                    ? "Nothing is stuck." : "Refused, or older than 6 hours: needs attention.",
                link: "/admin/orders?push=stuck", isBad: facts.backlog.stuck > 0),
            DashboardCard(
                name: "Webhook events not applied", value: "\(facts.unappliedEvents)",
                note: "Events from \(oms) with unknown or invalid orders, items or statuses.",
                link: "/admin/tools/inbox?state=not_applied", isBad: facts.unappliedEvents > 0),
            DashboardCard(
                name: "Refused cancellations and returns", value: "\(facts.refusals)",
                note: "Refused by \(oms) in the last \(Self.days) days.",
                link: "/admin/orders?request=refused&days=\(Self.days)", isBad: facts.refusals > 0),
            DashboardCard(
                name: "Requests given up", value: "\(facts.givenUp)",
                note: "Cancellations and returns that \(oms) never answered, in the last \(Self.days) days.",
                link: "/admin/orders?request=given_up&days=\(Self.days)", isBad: facts.givenUp > 0),
            DashboardCard(
                name: "Payments to pay back", value: "\(facts.paymentsToRefund)",
                note: "They came too late or twice, or their items were cancelled before \(oms) got them.",
                link: "/admin/orders?payment=to_refund", isBad: facts.paymentsToRefund > 0),
            DashboardCard(
                name: "Options without a SKU", value: "\(facts.stock.missingSKUs)",
                note: facts.stock.missingSKUs == 0
                    ? "Nothing on sale lacks one." : "They cannot be sold until they have one.",
                link: "/admin/products?filter=sku_missing", isBad: facts.stock.missingSKUs > 0),
            DashboardCard(
                name: "Out of stock", value: "\(facts.stock.productsOutOfStock)",
                note: "Products that are hidden until stock arrives.",
                link: "/admin/products?filter=out_of_stock", isBad: false),
            DashboardCard(
                name: "Last inventory update",
                value: facts.stock.lastCountAt.map { "\((now - $0).words) ago" } ?? "never",
                note: "When \(oms) last sent a count for any SKU.", link: "/admin/products",
                isBad: facts.stock.lastCountAt == nil),
        ]
    }
}
