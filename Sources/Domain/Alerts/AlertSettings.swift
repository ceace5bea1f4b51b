/// Whom to tell what, for one website.
public struct AlertSettings: Equatable, Sendable {
    /// A webhook's https URL (http on this machine) or an e-mail address; empty for nobody.
    public var address: String
    /// AI's success rate over 15 minutes below which somebody is told, in percent; 0 for never.
    public var successPercent: Int
    /// Hours without an inventory update after which somebody is told; 0 for never.
    public var inventoryHours: Int
    /// Days after a return is closed until its bank details are erased.
    public var bankDays: Int

    /// Settings as they were read from the store or typed.
    public init(address: String, successPercent: Int, inventoryHours: Int, bankDays: Int) {
        self.address = address
        self.successPercent = successPercent
        self.inventoryHours = inventoryHours
        self.bankDays = bankDays
    }

    /// Where an alert goes.
    public var target: AlertTarget? { AlertTarget(address) }
}

/// Where an alert goes.
public enum AlertTarget: Equatable, Sendable {
    case webhook(APIURL)
    case mail(EmailAddress)

    /// Reads an address; nil when it is neither a URL that may be called nor an e-mail address.
    public init?(_ text: String) {
        if let url = APIURL(text) {
            self = .webhook(url)
        } else if let mail = EmailAddress(text) {
            self = .mail(mail)
        } else {
            return nil
        }
    }
}

/// What somebody is told about; the raw value is kept with the alert.
public enum AlertCause: String, CaseIterable, Sendable {
    case stuckOrders = "stuck_orders"
    case lowSuccess = "low_success"
    case noInventory = "no_inventory"
    case refusedWebhooks = "refused_webhooks"
    case test

    /// The page that shows more.
    public var path: String {
        switch self {
        case .stuckOrders: "/admin/orders?push=stuck"
        case .lowSuccess: "/admin/tools/logs?outcome=unknown"
        case .noInventory: "/admin/tools/logs?kind=inventory"
        case .refusedWebhooks, .test: "/admin/modules/arvind"
        }
    }

    /// One alert a cause in this time.
    public static let pause = Span.hours(1)
}
