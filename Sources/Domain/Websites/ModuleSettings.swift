/// The Arvind Internet module of one website (DESIGN, rule 1), without its secrets.
public struct ModuleSettings: Equatable, Sendable {
    /// Status: Enabled or Disabled.
    public var isEnabled: Bool
    /// What AI signs in with on our API.
    public var username: String
    /// AI's id of our sales channel.
    public var channelID: String
    /// AI's id of the warehouse.
    public var warehouseID: String
    /// Where AI answers, without a slash at the end.
    public var apiURL: String
    /// AI's id of the store that orders.
    public var orderingStoreID: String
    /// How many calls AI may make on our API a minute; 0 for no limit.
    public var requestsPerMinute: Int
    /// What may be typed as that limit.
    public static let limits = 0...100_000

    /// Settings as they were read from the store or typed.
    public init(
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
