package struct AlertSettings: Equatable, Sendable {
    /// A webhook's https URL (http on this machine) or an e-mail address; empty for no alerts.
    package var address: String
    /// Alert below this success rate of the OMS over 15 minutes, in percent; 0 for never.
    package var successPercent: Int
    /// Alert after so many hours without an inventory update; 0 for never.
    package var inventoryHours: Int
    /// Days after a return is closed until its bank details are erased.
    package var bankDays: Int

    package init(address: String, successPercent: Int, inventoryHours: Int, bankDays: Int) {
        self.address = address
        self.successPercent = successPercent
        self.inventoryHours = inventoryHours
        self.bankDays = bankDays
    }

    package var target: AlertTarget? { AlertTarget(address) }
}

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

/// Why an alert is raised. The raw value is stored.
package enum AlertCause: String, CaseIterable, Sendable {
    case stuckOrders = "stuck_orders"
    case lowSuccess = "low_success"
    case noInventory = "no_inventory"
    case refusedWebhooks = "refused_webhooks"
    case clockAhead = "clock_ahead"
    case inventoryRejected = "inventory_rejected"
    case eventRejected = "event_rejected"
    case tokenRefused = "token_refused"
    case backupFailed = "backup_failed"
    case newAPIHost = "new_api_host"
    case paymentRefused = "payment_refused"
    case test

    package var path: String {
        switch self {
        case .stuckOrders: "/admin/orders?push=stuck"
        case .lowSuccess: "/admin/tools/logs?outcome=unknown"
        case .noInventory: "/admin/tools/logs?kind=inventory"
        case .paymentRefused: "/admin/tools/logs?kind=payment&outcome=refused"
        case .backupFailed: "/admin/tools/cron"
        case .clockAhead, .eventRejected: "/admin/tools/rejected-events"
        case .inventoryRejected: "/admin/tools/logs?kind=inventory"
        case .refusedWebhooks, .tokenRefused, .newAPIHost, .test: "/admin/modules/arvind"
        }
    }

    package init(_ trouble: OMSTrouble.Kind) {
        self =
            switch trouble {
            case .clockAhead: .clockAhead
            case .inventoryRejected: .inventoryRejected
            case .eventRejected: .eventRejected
            case .tokenRefused: .tokenRefused
            }
    }

    /// At most one alert per cause in this time.
    package static let pause = Span.hours(1)

    /// Whether it is raised again within that time.
    package var isAlwaysRaised: Bool { self == .test || self == .newAPIHost }
}
