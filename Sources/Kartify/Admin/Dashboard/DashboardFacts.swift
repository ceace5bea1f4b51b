import Domain
import Storage

/// What the dashboard reads, in one look at the database.
struct DashboardFacts: Sendable {
    typealias Alert = (message: String, raisedAt: Instant)

    let settings: ModuleSettings?
    let backlog: PushBacklog
    let stock: StockHealth
    let unappliedEvents: Int
    let refusals: Int
    let givenUp: Int
    let alertFault: String?
    let refusedPayment: Alert?
    let newHost: Alert?
    let troubles: [OMSTrouble]
    let paymentsToRefund: Int
    let health: OMSHealth
    let checkoutsTurnedAway: Int
    let ordersTakenUnchecked: Int
    let today: Sales
    let yesterday: Sales
    /// The oldest of them.
    let stuck: [Order]
    let ordersByDay: [IndianDay: [ItemStatus: Int]]
    let callsByHour: [Int: [CallOutcome: Int]]
    let mayPush: Bool

    init(of staff: Staff, from store: borrowing some Reader & ~Copyable, now: Instant) throws {
        let website = staff.website.id
        let lately = now - .days(DashboardPage.days)
        let day = IndianDay(now)
        settings = try store.module(of: website)?.settings
        backlog = staff.standing.backlog
        unappliedEvents = staff.standing.unappliedEvents
        health = staff.standing.health
        stock = try store.stockHealth(of: website)
        refusals = try store.requests(of: website, .refused, since: lately)
        givenUp = try store.requests(of: website, .givenUp, since: lately)
        alertFault = try store.alertFault(of: website, since: now - .days(1))
        refusedPayment = try store.lastAlert(of: website, .paymentRefused, since: lately)
        newHost =
            staff.member.role.may(.administer) ? try store.lastAlert(of: website, .newAPIHost, since: lately) : nil
        troubles = try store.troubles(of: website, since: now - OMSTrouble.memory)
        paymentsToRefund = try store.paymentsToRefund(of: website) + store.cancellationsToRefund(of: website)
        checkoutsTurnedAway = try store.checkoutsTurnedAway(of: website, since: now - .days(1))
        ordersTakenUnchecked = try store.uncheckedOrders(of: website, from: day.start, until: day.end)
        today = try store.sales(of: website, from: day.start, until: day.end)
        yesterday = try store.sales(of: website, from: (day - 1).start, until: day.start)
        let oldest = try store.orders(in: [staff.website], OrderFilter(now: now).of(.stuck), .oldest, limit: 10)
        stuck = try store.orders(oldest.map(\.id))
        ordersByDay = try store.ordersByDay(of: website, since: day - (BarChart.days - 1))
        callsByHour = try store.callsByHour(of: website, since: now - .hours(BarChart.hours - 1))
        mayPush = staff.member.role.may(.operate)
    }
}
