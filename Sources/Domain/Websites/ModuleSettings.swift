/// A website's settings for one OMS, without its secrets.
package struct ModuleSettings: Equatable, Sendable {
    package let oms: OMSKind
    package var isEnabled: Bool
    /// The OMS's username on our API; empty where it needs none.
    package var username: String
    /// The OMS's id of our sales channel.
    package var channelID: String
    /// The OMS's id of the warehouse; empty where it chooses by itself.
    package var warehouseID: String
    /// Where the OMS answers, without a slash at the end.
    package var apiURL: String
    /// The OMS's id of the store that orders; empty where it has none.
    package var orderingStoreID: String
    /// Calls per minute that the OMS may make to our API; 0 for no limit.
    package var requestsPerMinute: Int
    package static let limits = 0...100_000
    /// How often an OMS is asked for its stock, where it is.
    package var pullMinutes: Int
    package static let pullTimes = 15...60
    package var outageRule: OutageRule

    package init(
        oms: OMSKind, isEnabled: Bool = false, username: String = "", channelID: String = "", warehouseID: String = "",
        apiURL: String = "", orderingStoreID: String = "", requestsPerMinute: Int = 0,
        pullMinutes: Int = 15, outageRule: OutageRule = .refuse
    ) {
        self.oms = oms
        self.isEnabled = isEnabled
        self.username = username
        self.channelID = channelID
        self.warehouseID = warehouseID
        self.apiURL = apiURL
        self.orderingStoreID = orderingStoreID
        self.requestsPerMinute = requestsPerMinute
        self.pullMinutes = pullMinutes
        self.outageRule = outageRule
    }
}
