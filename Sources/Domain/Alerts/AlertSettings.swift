/// Whom to tell what, for one website.
package struct AlertSettings: Equatable, Sendable {
    /// A webhook's https URL (http on this machine) or an e-mail address; empty for nobody.
    package var address: String
    /// The OMS's success rate over 15 minutes below which somebody is told, in percent; 0 for never.
    package var successPercent: Int
    /// Hours without an inventory update after which somebody is told; 0 for never.
    package var inventoryHours: Int
    /// Days after a return is closed until its bank details are erased.
    package var bankDays: Int

    /// Settings as they were read from the store or typed.
    package init(address: String, successPercent: Int, inventoryHours: Int, bankDays: Int) {
        self.address = address
        self.successPercent = successPercent
        self.inventoryHours = inventoryHours
        self.bankDays = bankDays
    }

    /// Where an alert goes.
    package var target: AlertTarget? { AlertTarget(address) }
}

/// Where an alert goes.
package enum AlertTarget: Equatable, Sendable {
    case webhook(APIURL)
    case mail(EmailAddress)

    /// Reads an address; nil when it is neither a URL that may be called nor an e-mail address.
    package init?(_ text: String) {
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
package enum AlertCause: String, CaseIterable, Sendable {
    case stuckOrders = "stuck_orders"
    case lowSuccess = "low_success"
    case noInventory = "no_inventory"
    case refusedWebhooks = "refused_webhooks"
    case test

    /// The page that shows more.
    package var path: String {
        switch self {
        case .stuckOrders: "/admin/orders?push=stuck"
        case .lowSuccess: "/admin/tools/logs?outcome=unknown"
        case .noInventory: "/admin/tools/logs?kind=inventory"
        case .refusedWebhooks, .test: "/admin/modules/arvind"
        }
    }

    /// One alert a cause in this time.
    package static let pause = Span.hours(1)
}
