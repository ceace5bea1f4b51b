import Domain
import Storage
import Web

/// GET /admin
@Sendable func showDashboard(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let facts = try world.database.read { try DashboardFacts(of: staff, from: $0, now: request.now) }
    let paused = facts.settings.flatMap { world.oms.pausedUntil($0, now: request.now) }
    return try staff.page(DashboardPage(facts, pausedUntil: paused, at: staff.website, now: request.now), in: world)
}

struct DashboardPage: TitledPage {
    static let template = "admin/dashboard/dashboard.html"
    /// How far back refused and given-up requests are counted.
    static let days = 7

    struct Act: Encodable, Sendable {
        let number: String
        let age: String
        let customer: String
        let total: String
        let reason: String
        let canPush: Bool
    }

    let title = "Dashboard"
    let sales: [SalesFigure]
    let cards: [DashboardCard]
    let troubles: [TroubleLine]
    /// Until when the OMS is not called.
    let pausedUntil: String?
    let alertFault: String?
    /// Warns administrators that the OMS is called at another host.
    let newHost: String?
    /// Warns of a reported payment that fits no order.
    let refusedPayment: String?
    let acts: [Act]
    let moreActs: String?
    let charts: [BarChart]
    /// What is to be done before the first order; empty once the OMS has answered.
    let firstDay: [FirstDayStep]

    init(_ facts: DashboardFacts, pausedUntil: Instant?, at website: Website, now: Instant) {
        func words(_ alert: DashboardFacts.Alert) -> String {
            "\(alert.message) That was \((now - alert.raisedAt).words) ago."
        }
        sales = SalesFigure.all(today: facts.today, yesterday: facts.yesterday, now: now)
        // What somebody must see stands first.
        let all = DashboardCard.all(facts, oms: website.oms.title, now: now)
        cards = all.filter(\.isBad) + all.filter { !$0.isBad }
        troubles = facts.troubles.map(TroubleLine.init)
        self.pausedUntil = pausedUntil?.istWithSeconds
        alertFault = facts.alertFault
        newHost = facts.newHost.map(words)
        refusedPayment = facts.refusedPayment.map(words)
        acts = facts.stuck.map { order in
            Act(
                number: order.number, age: (now - order.placedAt).words, customer: order.address.name,
                total: order.totals.total.text,
                reason: order.push.reason
                    ?? (order.push.attempts == 0
                        ? "Not pushed in its time." : "No clear answer from \(order.oms.title) so far."),
                canPush: facts.mayPush)
        }
        let more = facts.backlog.stuck - acts.count
        moreActs = more > 0 ? counted(more, "more order") : nil
        charts = [
            .orders(facts.ordersByDay, until: IndianDay(now)), .calls(facts.callsByHour, until: now, website.oms),
        ]
        firstDay = facts.health.lastGoodAt == nil ? FirstDayStep.all(facts, website.oms) : []
    }
}
