import Domain
import Storage

/// Checks every website for problems, and raises and delivers alerts.
struct AlertRound {
    let world: World
    /// How long an undelivered alert is retried; afterwards only the dashboard shows it.
    static let deliveryTime = Span.hours(1)

    func run() throws -> String {
        let now = world.clock()
        for website in try world.database.read({ try $0.websites() }) { try look(at: website, now) }
        let sent = try deliver(now)
        return sent == 0 ? "No problems found." : "\(counted(sent, "alert")) sent."
    }

    private func look(at website: Website, _ now: Instant) throws {
        let causes = try world.database.read { store -> [(AlertCause, String)] in
            guard let settings = try store.alertSettings(of: website.id), settings.target != nil,
                try store.module(of: website.id)?.settings.isEnabled == true
            else { return [] }
            return try store.causes(of: website, settings, now)
        }
        guard !causes.isEmpty else { return }
        try world.database.write { store in
            for (cause, message) in causes { try store.raiseAlert(cause, message, of: website.id, at: now) }
        }
    }

    /// - Returns: how many were delivered.
    private func deliver(_ now: Instant) throws -> Int {
        var sent = 0
        for alert in try world.database.read({ try $0.undeliveredAlerts(since: now - Self.deliveryTime) }) {
            if try world.deliver(alert) == .delivered { sent += 1 }
        }
        return sent
    }
}

extension Reader where Self: ~Copyable {
    fileprivate func causes(
        of website: Website, _ settings: AlertSettings, _ now: Instant
    ) throws -> [(AlertCause, String)] {
        var causes: [(AlertCause, String)] = []
        let stuck = try pushBacklog(of: website.id, now: now).stuck
        if stuck > 0 {
            causes.append(
                (
                    .stuckOrders,
                    "\(counted(stuck, "order is", "orders are")) stuck and will not reach \(website.oms.title) without help."
                ))
        }
        let health = try omsHealth(of: website.id, now: now)
        if health.isFailing(below: settings.successPercent) {
            let percent = health.lately.clear * 100 / health.lately.all
            causes.append(
                (
                    .lowSuccess,
                    "\(website.oms.title) gave a clear answer to \(percent) % of our calls in the last 15 minutes."
                ))
        }
        if settings.inventoryHours > 0 {
            let last = try stockHealth(of: website.id).lastCountAt
            if last.map({ $0 < now - .hours(settings.inventoryHours) }) ?? true {
                causes.append((.noInventory, "No inventory update for \(counted(settings.inventoryHours, "hour"))."))
            }
        }
        let refused = try refusedWebhooks(of: website.id, since: now - AlertCause.pause).count
        if refused > 0 {
            causes.append(
                (.refusedWebhooks, "\(counted(refused, "webhook call")) with wrong credentials in the last hour."))
        }
        for trouble in try troubles(of: website.id, since: now - AlertCause.pause) {
            causes.append((AlertCause(trouble.kind), trouble.message))
        }
        return causes
    }
}
