import Domain
import Web

struct SwitchesForm: Sendable {
    let fields: Fields
    private(set) var switches = Switches()
    private(set) var slowError: String?
    private(set) var pincodesError: String?
    private(set) var codeError: String?

    init(_ fields: Fields) {
        self.fields = fields
        switches.appliesTo = Switches.Calls(rawValue: fields["applies_to"]) ?? .all
        switches.isDown = fields.has("down")
        switches.isNonsense = fields.has("nonsense")
        switches.hangsUp = fields.has("hang_up")
        switches.faultsAfterAccepting = fields.has("fault_after_accepting")
        switches.duplicatesWebhooks = fields.has("duplicate_webhooks")
        switches.sendsWebhooksOutOfOrder = fields.has("out_of_order_webhooks")
        readSeconds()
        readPincodes()
        switches.refuseOrders = code("refuse_orders")
        switches.refuseCancellations = code("refuse_cancellations")
        switches.refuseReturns = code("refuse_returns")
    }

    var isGood: Bool { slowError == nil && pincodesError == nil && codeError == nil }

    /// A waiting call holds a worker, so never longer than callers wait.
    private static let seconds = 0...30

    private mutating func readSeconds() {
        let text = fields.trimmed("slow_seconds")
        guard let seconds = text.isEmpty ? 0 : Int(text), Self.seconds.contains(seconds) else {
            slowError = "Give a number of seconds from 0 to 30."
            return
        }
        switches.slowSeconds = seconds
    }

    private mutating func readPincodes() {
        let words = fields["refused_pincodes"].split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
        let wrong = words.filter { Pincode($0) == nil }
        if wrong.isEmpty {
            switches.refusedPincodes = words.compactMap { Pincode($0)?.text }
        } else {
            pincodesError = "Not a pincode (six digits, the first not 0): \(wrong.joined(separator: ", "))."
        }
    }

    private mutating func code(_ name: String) -> String? {
        let text = fields.trimmed(name).uppercased()
        guard !text.isEmpty else { return nil }
        guard text.count <= 64, text.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || $0 == "_" }) else {
            codeError = "A code is made of letters, digits and _, such as RETURN_WINDOW_PASSED."
            return nil
        }
        return text
    }
}
