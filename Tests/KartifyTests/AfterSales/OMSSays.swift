import Domain
import TestSupport
import Testing

@testable import Kartify

/// Everything that an OMS may say to a cancellation or a return.
struct OMSSays: CustomTestStringConvertible, Sendable {
    enum Outcome: Sendable {
        case accepted
        /// With what the code means to us.
        case refused(code: String, RefusalCode)
        case unknown
    }

    let oms: OMSKind
    let name: String
    /// nil when nobody listens.
    let turn: LoopbackServer.Turn?
    let outcome: Outcome

    var testDescription: String { "\(oms.title) says \(name)" }

    static func all(_ oms: OMSKind) -> [OMSSays] {
        [accepted(oms), acceptedWithMore(oms)] + refusals(oms) + unclear(oms)
    }

    static func accepted(_ oms: OMSKind) -> OMSSays {
        let body =
            oms == .arvind
            ? #"{"status":"SUCCESS","arvindReturnId":"AR-1"}"# : #"{"success":true,"fyndReturnId":"FR-1"}"#
        return OMSSays(oms: oms, name: "yes", turn: .answer(200, body), outcome: .accepted)
    }

    private static func acceptedWithMore(_ oms: OMSKind) -> OMSSays {
        let body =
            oms == .arvind
            ? #"{"code":null,"status":"SUCCESS","message":"Done","x":[1]}"#
            : #"{"error":null,"success":true,"message":"Done","x":[1]}"#
        return OMSSays(oms: oms, name: "yes, and more", turn: .answer(201, body), outcome: .accepted)
    }

    private static func codes(_ oms: OMSKind) -> [(String, RefusalCode, Int)] {
        let arvind: [(String, RefusalCode, Int)] = [
            ("NON_RETURNABLE", .notReturnable, 200), ("REVERSE_NOT_SERVICEABLE", .noPickUp, 422),
            ("RETURN_WINDOW_PASSED", .returnWindowPassed, 400),
            ("ALREADY_SHIPPED", .alreadyShipped, 409), ("ALREADY_CANCELLED", .alreadyCancelled, 409),
            ("INVALID_ACCOUNT", .invalidAccount, 422), ("UNKNOWN_ORDER", .unknownOrder, 404),
            ("UNKNOWN_SKU", .unknownSKU, 200),
        ]
        let fynd: [(String, RefusalCode, Int)] = [
            ("bag_not_returnable", .notReturnable, 200), ("pickup_not_serviceable", .noPickUp, 422),
            ("return_window_over", .returnWindowPassed, 400),
            ("bag_in_transit", .alreadyShipped, 409), ("bag_cancelled", .alreadyCancelled, 409),
            ("invalid_bank_account", .invalidAccount, 422), ("order_not_found", .unknownOrder, 404),
            ("sku_not_found", .unknownSKU, 200),
        ]
        return oms == .arvind ? arvind : fynd
    }

    static func refusals(_ oms: OMSKind) -> [OMSSays] {
        func says(_ name: String, _ status: Int, _ body: String, _ code: String, _ meaning: RefusalCode) -> OMSSays {
            OMSSays(oms: oms, name: name, turn: .answer(status, body), outcome: .refused(code: code, meaning))
        }
        return codes(oms).map { code, meaning, status in
            says(code, status, refusal(oms, code, "Its own words"), code, meaning)
        } + [
            says(
                "an unknown code and an odd message", 403,
                refusal(oms, "E-17;DROP", #"<b>Wait<\/b>\u0000\u001b[31m\n\"for\" & \u202ethe courier"#), "E-17;DROP",
                .other("E-17;DROP")),
            says(
                "no code and no message", 400, oms == .arvind ? #"{"status":"FAILURE"}"# : #"{"success":false}"#, "",
                .other("")),
            says(
                "a long message", 400, refusal(oms, "LONG", String(repeating: "é", count: 5000)), "LONG",
                .other("LONG")),
        ]
    }

    static func unclear(_ oms: OMSKind) -> [OMSSays] {
        let cancelled = oms == .arvind ? "ALREADY_CANCELLED" : "bag_cancelled"
        let cases: [(String, LoopbackServer.Turn?)] = [
            ("HTTP 500", .answer(500, refusal(oms, cancelled, "a fault with a refusal's face"))),
            ("HTTP 503", .answer(503, "")), ("HTTP 429", .answer(429, refusal(oms, "SLOW", "Slow down"))),
            ("nonsense", .answer(200, "<html>Welcome</html>")), ("nothing", .answer(200, "")),
            ("another word", .answer(200, #"{"status":"PENDING","success":"later"}"#)),
            ("a success that is none", .answer(404, "{}")),
            ("a redirect", .answer(302, "", headers: "Location: /api/orders\r\n")),
            ("half an answer", .hangUpAfter("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"status\":\"SUCC")),
            ("a refused connection", nil),
        ]
        return cases.map { OMSSays(oms: oms, name: $0, turn: $1, outcome: .unknown) }
    }

    static func refusal(_ oms: OMSKind, _ code: String, _ message: String) -> String {
        oms == .arvind
            ? ArvindSays.refusal(code, message)
            : #"{"success":false,"error":{"code":"\#(code)","message":"\#(message)"}}"#
    }
}

enum ArvindSays {
    static func refusal(_ code: String, _ message: String) -> String {
        #"{"status":"FAILURE","code":"\#(code)","message":"\#(message)"}"#
    }
}

extension TestShop {
    /// The OMS says this to calls to a path from now on.
    func omsSays(_ answer: OMSSays, to path: String) throws {
        if let turn = answer.turn {
            let url = ai.url
            ai.answers(path, turn)
            try setModule(of: brand) { $0.apiURL = url }
        } else {
            let dead = try LoopbackServer.deadURL()
            try setModule(of: brand) { $0.apiURL = dead }
        }
    }
}

/// A payment and an answer: a row of the table.
struct PaymentAndAnswer: CustomTestStringConvertible, Sendable {
    let payment: PaymentMode
    let answer: OMSSays

    var testDescription: String { "\(payment.rawValue), \(answer.testDescription)" }

    /// Of every OMS.
    static let all = OMSKind.allCases.flatMap { oms in
        PaymentMode.allCases.flatMap { payment in
            OMSSays.all(oms).map { PaymentAndAnswer(payment: payment, answer: $0) }
        }
    }
}
