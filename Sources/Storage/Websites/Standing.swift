import Domain

/// Whether a website's orders can flow.
package struct Standing: Sendable {
    package let isModuleEnabled: Bool
    /// Whether the job that pushes orders is switched on.
    package let isPushOn: Bool
    /// The rate of success below which staff are warned, in percent.
    package let successPercent: Int
    package let health: OMSHealth
    package let backlog: PushBacklog
    /// Events of the OMS that somebody has to look at.
    package let unappliedEvents: Int
}

extension Reader where Self: ~Copyable {
    package func standing(of websiteID: ID<Website>, now: Instant) throws -> Standing {
        try remembered(.standing(websiteID), now: now) { try readStanding(of: websiteID, now: now) }
    }

    private func readStanding(of websiteID: ID<Website>, now: Instant) throws -> Standing {
        let switches = try first(
            """
            SELECT coalesce((SELECT is_enabled FROM module WHERE website_id = w.id AND module.oms = w.oms), 0),
                coalesce((SELECT is_on FROM job WHERE name = 'push-orders'), 1),
                w.alert_success_percent
            FROM website w WHERE w.id = \(websiteID)
            """
        ) { (isModuleEnabled: try $0.next() as Bool, isPushOn: try $0.next() as Bool, percent: try $0.next() as Int) }
        return Standing(
            isModuleEnabled: switches?.isModuleEnabled ?? false, isPushOn: switches?.isPushOn ?? true,
            successPercent: switches?.percent ?? 0, health: try omsHealth(of: websiteID, now: now),
            backlog: try pushBacklog(of: websiteID, now: now), unappliedEvents: try unappliedEvents(of: websiteID))
    }
}
