/// The settings of one website's OMS, without its secrets.
package struct ModuleSettings: Equatable, Sendable {
    /// Status: Enabled or Disabled.
    package var isEnabled: Bool
    /// The OMS's username on our API.
    package var username: String
    /// The OMS's id of our sales channel.
    package var channelID: String
    /// The OMS's id of the warehouse.
    package var warehouseID: String
    /// Where the OMS answers, without a slash at the end.
    package var apiURL: String
    /// The OMS's id of the store that orders.
    package var orderingStoreID: String
    /// Calls per minute that the OMS may make to our API; 0 for no limit.
    package var requestsPerMinute: Int
    package static let limits = 0...100_000

    package init(
        isEnabled: Bool = false, username: String = "", channelID: String = "", warehouseID: String = "",
        apiURL: String = "", orderingStoreID: String = "", requestsPerMinute: Int = 0
    ) {
        self.isEnabled = isEnabled
        self.username = username
        self.channelID = channelID
        self.warehouseID = warehouseID
        self.apiURL = apiURL
        self.orderingStoreID = orderingStoreID
        self.requestsPerMinute = requestsPerMinute
    }
}
