import Dispatch
import Domain
import TestSupport
import Testing

/// Runs every test of a suite once with each OMS as that of the first website: the same cases hold for all of them.
struct OnEveryOMS: SuiteTrait, TestTrait, TestScoping {
    /// That of the test which is running.
    @TaskLocal static var kind = OMSKind.arvind

    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        for kind in OMSKind.allCases { try await Self.$kind.withValue(kind, operation: function) }
    }
}

extension Trait where Self == OnEveryOMS {
    static var onEveryOMS: Self { Self() }
}

extension TestOMS {
    /// It takes what we hand over, and gives it a number; where there is a gate, once that opens.
    func accepting(_ number: Int = 1, after gate: DispatchSemaphore? = nil) -> LoopbackServer.Turn {
        let body =
            switch kind {
            case .arvind: #"{"status":"SUCCESS","arvindOrderId":"\#(orderID(number))"}"#
            case .fynd: #"{"success":true,"fyndOrderId":"\#(orderID(number))"}"#
            }
        return gate.map { .answerAfter($0, 200, body) } ?? .answer(200, body)
    }

    /// What it calls its order of this number.
    func orderID(_ number: Int = 1) -> String { kind == .arvind ? "AI-\(number)" : "FY-\(number)" }

    /// It refuses what we hand over, by a code of its own.
    func refusing(_ code: String, _ message: String, status: Int = 422) -> LoopbackServer.Turn {
        .answer(status, OMSSays.refusal(kind, code, message))
    }

    /// It has an order of this number already.
    var knowingTheOrder: LoopbackServer.Turn {
        refusing(kind == .arvind ? "DUPLICATE_ORDER" : "order_exists", "Known", status: 409)
    }

    /// How it proves that it is called by us.
    var proof: String { kind == .arvind ? "Authorization: Bearer \(token)" : "X-Affiliate-Token: \(token)" }

    /// What the first website is to it.
    var channelID: String { kind == .arvind ? "CH-KFY" : "AFF-1" }

    /// Its word for a status that it may report.
    func word(for status: ItemStatus) -> String {
        guard kind == .fynd else { return status.rawValue }
        return switch status {
        case .invoiced: "bag_invoiced"
        case .packed: "bag_packed"
        case .shipped: "bag_picked"
        case .outForDelivery: "out_for_delivery"
        case .delivered: "delivery_done"
        case .undelivered: "delivery_failed"
        case .cancelled: "cancelled_store"
        case .rto: "rto_initiated"
        case .returnPickedUp: "return_bag_picked"
        case .returned: "return_bag_delivered"
        case .refunded: "refund_done"
        default: status.rawValue
        }
    }
}

extension TestShop {
    /// The first website's OMS reports one item's new status; `more` are members of a parcel, which all write in the same way.
    @discardableResult
    func omsReports(
        _ eventID: String, _ order: String, _ status: ItemStatus, line: Int = 1, at time: Instant = noon,
        more: String = ""
    ) -> Answer {
        let word = ai.word(for: status)
        return switch ai.kind {
        case .arvind: arvind.tells(eventID, order, word, line: line, at: time, more: more)
        case .fynd: fynd.tells(eventID, order, word, line: line, at: time, more: more)
        }
    }
}

extension Answer {
    /// How each item of an event was taken.
    func outcomes() throws -> [JSONValue?] {
        let answer = try json()
        return (answer["bags"] ?? answer["results"])?.each("outcome") ?? []
    }
}

extension LoopbackServer.Turn {
    /// A refusal that every OMS's adapter reads.
    static let refusal = answer(
        422,
        #"{"status":"FAILURE","success":false,"code":"UNKNOWN_SKU","message":"No","error":{"code":"UNKNOWN_SKU","message":"No"}}"#
    )
}
