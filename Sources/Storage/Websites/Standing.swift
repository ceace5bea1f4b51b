import Domain

/// Whether a website's orders can flow.
package struct Standing: Sendable {
    /// Whether its module is switched on.
    package let isModuleEnabled: Bool
    /// Whether the job that pushes orders is switched on.
    package let isPushOn: Bool
}

extension Reader where Self: ~Copyable {
    package func standing(of websiteID: ID<Website>) throws -> Standing {
        try first(
            """
            SELECT coalesce((SELECT is_enabled FROM module WHERE website_id = \(websiteID)), 0),
                coalesce((SELECT is_on FROM job WHERE name = 'push-orders'), 1)
            """
        ) { Standing(isModuleEnabled: try $0.next(), isPushOn: try $0.next()) }
            ?? Standing(isModuleEnabled: false, isPushOn: true)
    }
}
