/// The Arvind Internet module of one website, without its secrets.
package struct ModuleSettings: Equatable, Sendable {
    /// Status: Enabled or Disabled.
    package var isEnabled: Bool
    /// What the OMS signs in with on our API.
    package var username: String
    /// The OMS's id of our sales channel.
    package var channelID: String
    /// The OMS's id of the warehouse.
    package var warehouseID: String
    /// Where the OMS answers, without a slash at the end.
    package var apiURL: String
    /// The OMS's id of the store that orders.
    package var orderingStoreID: String
    /// How many calls the OMS may make on our API a minute; 0 for no limit.
    package var requestsPerMinute: Int
    /// What may be typed as that limit.
    package static let limits = 0...100_000

    /// Settings as they were read from the store or typed.
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
