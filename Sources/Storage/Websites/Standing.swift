import Domain

/// Whether a website's orders can flow.
package struct Standing: Sendable {
    /// Whether its module is switched on.
    package let isModuleEnabled: Bool
    /// Whether the job that pushes orders is switched on.
    package let isPushOn: Bool
    /// The rate of success below which staff are told, in percent.
    package let successPercent: Int
    package let health: OMSHealth
}

extension Reader where Self: ~Copyable {
    package func standing(of websiteID: ID<Website>, now: Instant) throws -> Standing {
        let health = try omsHealth(of: websiteID, now: now)
        return try first(
            """
            SELECT coalesce((SELECT is_enabled FROM module WHERE website_id = \(websiteID)), 0),
                coalesce((SELECT is_on FROM job WHERE name = 'push-orders'), 1),
                coalesce((SELECT alert_success_percent FROM module WHERE website_id = \(websiteID)), 0)
            """
        ) {
            Standing(
                isModuleEnabled: try $0.next(), isPushOn: try $0.next(), successPercent: try $0.next(), health: health)
        }
            ?? Standing(isModuleEnabled: false, isPushOn: true, successPercent: 0, health: health)
    }
}
