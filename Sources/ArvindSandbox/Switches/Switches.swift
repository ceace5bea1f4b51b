import JSON
import Storage

/// How the sandbox misbehaves.
struct Switches: Codable, Equatable, Sendable {
    /// The calls that the API's troubles (slow, down, nonsense, hang up, fault) apply to.
    enum Calls: String, Codable, CaseIterable, Sendable {
        case all, serviceability, orders, cancellations, returns
    }

    var appliesTo = Calls.all
    var slowSeconds = 0
    var isDown = false
    var isNonsense = false
    var hangsUp = false
    var faultsAfterAccepting = false
    var refusedPincodes: [String] = []
    /// Codes; nil accepts.
    var refuseOrders: String?
    var refuseCancellations: String?
    var refuseReturns: String?
    var duplicatesWebhooks = false
    var sendsWebhooksOutOfOrder = false
}

extension Switches.Calls {
    func contains(_ path: String) -> Bool {
        switch self {
        case .all: true
        case .serviceability: path.hasSuffix("/serviceability")
        case .orders: path.hasSuffix("/orders")
        case .cancellations: path.hasSuffix("/cancel")
        case .returns: path.hasSuffix("/returns")
        }
    }

    var title: String {
        switch self {
        case .all: "every call"
        case .serviceability: "serviceability only"
        case .orders: "orders only"
        case .cancellations: "cancellations only"
        case .returns: "returns only"
        }
    }
}

extension Switches {
    var words: [String] {
        let troubles = [
            slowSeconds > 0 ? "slow by \(slowSeconds) s" : nil, isDown ? "down" : nil, isNonsense ? "nonsense" : nil,
            hangsUp ? "hangs up" : nil, faultsAfterAccepting ? "fault after accepting" : nil,
        ].compactMap { $0 }.map { appliesTo == .all ? $0 : "\($0) (\(appliesTo.title))" }
        let rest = [
            refusedPincodes.isEmpty ? nil : "refuses pincodes \(refusedPincodes.joined(separator: ", "))",
            refuseOrders.map { "refuses orders (\($0))" }, refuseCancellations.map { "refuses cancellations (\($0))" },
            refuseReturns.map { "refuses returns (\($0))" }, duplicatesWebhooks ? "duplicate webhooks" : nil,
            sendsWebhooksOutOfOrder ? "webhooks out of order" : nil,
        ].compactMap { $0 }
        return troubles + rest
    }
}

extension Reader where Self: ~Copyable {
    /// The current switches; all off at first.
    func switches() throws -> Switches {
        let settings: String? = try first("SELECT settings FROM switches WHERE only = 1") { try $0.next() }
        // Settings of another version of the sandbox count as none.
        return settings.flatMap { try? Switches(json: Array($0.utf8)) } ?? Switches()
    }
}

extension Transaction {
    func save(_ switches: Switches) throws {
        let settings = String(decoding: try switches.encodedJSON(), as: UTF8.self)
        try execute(
            """
            INSERT INTO switches (only, settings) VALUES (1, \(settings))
            ON CONFLICT (only) DO UPDATE SET settings = excluded.settings
            """)
    }
}
