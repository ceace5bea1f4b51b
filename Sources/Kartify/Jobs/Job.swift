import Domain
import Storage

/// The scheduled jobs. The raw value is the name in a terminal.
enum Job: String, CaseIterable, Sendable {
    case pushOrders = "push-orders"
    case pullStock = "pull-stock"
    case settleRequests = "settle-requests"
    case sendAlerts = "send-alerts"
    case sendMessages = "send-messages"
    case housekeeping = "housekeeping"
    case eraseBankDetails = "erase-bank-details"
    case indexLog = "index-log"
    case pruneLogs = "prune-logs"
    case backUp = "back-up"

    var title: String {
        switch self {
        case .pushOrders: "Push orders to \(OMSKind.titles)"
        case .pullStock: "Pull stock from \(OMSKind.titlesAskedForStock)"
        case .settleRequests: "Settle cancellations and returns"
        case .sendAlerts: "Send alerts"
        case .sendMessages: "Send messages to customers"
        case .housekeeping: "Housekeeping"
        case .eraseBankDetails: "Erase bank details"
        case .indexLog: "Index the log"
        case .pruneLogs: "Prune logs"
        case .backUp: "Back up the database"
        }
    }

    var purpose: String {
        switch self {
        case .pushOrders:
            "Pushes waiting orders of the last 6 hours to \(OMSKind.titles), on every website. Run covers the last 30 days."
        case .pullStock:
            "Asks \(OMSKind.titlesAskedForStock) which SKUs it has counted anew, and for their counts, as often as each website's module says."
        case .settleRequests:
            "Asks \(OMSKind.titles) again about cancellations and returns without a clear answer, for one hour."
        case .sendAlerts: "Checks for problems and alerts the configured address."
        case .sendMessages: "Sends mails and text messages that wait, for one day each, with growing pauses."
        case .housekeeping: "Releases orders not paid within 15 minutes; deletes expired sessions and old carts."
        case .eraseBankDetails:
            "Erases bank details some days after their return is closed; the last four digits are kept."
        case .indexLog: "Adds new calls to the index by which Logs finds words."
        case .pruneLogs:
            "Deletes calls, runs, alerts, messages, applied events and refused sign-ins older than 90 days."
        case .backUp: "Copies the database once a day, checks the copy, and deletes copies that are too old."
        }
    }

    /// Who may switch its schedule off and on. Without some of them data is kept that should be gone, or is lost that should be kept.
    var permission: StaffMember.Permission {
        switch self {
        case .eraseBankDetails, .pruneLogs, .backUp, .housekeeping, .sendAlerts: .administer
        default: .operate
        }
    }

    var interval: Span {
        switch self {
        case .pushOrders: .minutes(5)
        case .pullStock, .settleRequests, .sendAlerts, .housekeeping, .indexLog: .minutes(1)
        case .sendMessages: .seconds(5)
        case .eraseBankDetails, .pruneLogs: .hours(1)
        case .backUp: .days(1)
        }
    }

    /// Runs the job and returns what it did, in a few words.
    func run(by starter: String, in world: World) throws -> String {
        switch self {
        case .pushOrders:
            try PushOrdersRun(window: PushWindow.scheduled, by: starter, isScheduled: true, in: world).finish()
        case .pullStock: try PullStock(world: world, isScheduled: starter == "schedule").run()
        case .settleRequests: try RetryOpenRequests(world: world).run()
        case .sendAlerts: try AlertRound(world: world).run()
        case .sendMessages: try SendMessages(world: world).run()
        case .housekeeping: try Housekeeping(world: world).run()
        case .eraseBankDetails: try world.eraseBankDetails()
        case .indexLog: try world.indexLog()
        case .pruneLogs: try world.pruneLogs()
        case .backUp: try world.backUp()
        }
    }
}
