import Domain
import TestSupport
import Testing

@testable import Kartify

/// Everything that Arvind may say to a cancellation or a return.
struct ArvindSays: CustomTestStringConvertible, Sendable {
    enum Outcome: Sendable {
        case accepted
        /// With what the code means to us.
        case refused(code: String, RefusalCode)
        case unknown
    }

    let name: String
    /// nil when nobody listens.
    let turn: LoopbackServer.Turn?
    let outcome: Outcome

    var testDescription: String { name }

    static let all = [accepted, acceptedWithMore] + refusals + unclear

    static let accepted = ArvindSays(
        name: "yes", turn: .answer(200, #"{"status":"SUCCESS","arvindReturnId":"AR-1"}"#), outcome: .accepted)
    private static let acceptedWithMore = ArvindSays(
        name: "yes, and more", turn: .answer(201, #"{"code":null,"status":"SUCCESS","message":"Done","x":[1]}"#),
        outcome: .accepted)

    static let codes: [(String, RefusalCode, Int)] = [
        ("NON_RETURNABLE", .notReturnable, 200), ("REVERSE_NOT_SERVICEABLE", .noPickUp, 422),
        ("RETURN_WINDOW_PASSED", .returnWindowPassed, 400),
        ("ALREADY_SHIPPED", .alreadyShipped, 409), ("ALREADY_CANCELLED", .alreadyCancelled, 409),
        ("INVALID_ACCOUNT", .invalidAccount, 422), ("UNKNOWN_ORDER", .unknownOrder, 404),
        ("UNKNOWN_SKU", .unknownSKU, 200),
    ]

    static let refusals =
        codes.map { code, meaning, status in
            ArvindSays(
                name: code, turn: .answer(status, refusal(code, "Arvind's own words")),
                outcome: .refused(code: code, meaning))
        } + [
            ArvindSays(
                name: "an unknown code and an odd message",
                turn: .answer(403, refusal("E-17;DROP", #"<b>Wait<\/b>\u0000\u001b[31m\n\"for\" & \u202ethe courier"#)),
                outcome: .refused(code: "E-17;DROP", .other("E-17;DROP"))),
            ArvindSays(
                name: "no code and no message", turn: .answer(400, #"{"status":"FAILURE"}"#),
                outcome: .refused(code: "", .other(""))),
            ArvindSays(
                name: "a long message", turn: .answer(400, refusal("LONG", String(repeating: "é", count: 5000))),
                outcome: .refused(code: "LONG", .other("LONG"))),
        ]

    static let unclear: [ArvindSays] =
        [
            ("HTTP 500", .answer(500, refusal("ALREADY_CANCELLED", "a fault with a refusal's face"))),
            ("HTTP 503", .answer(503, "")), ("HTTP 429", .answer(429, refusal("SLOW", "Slow down"))),
            ("nonsense", .answer(200, "<html>Welcome</html>")), ("nothing", .answer(200, "")),
            ("another word", .answer(200, #"{"status":"PENDING"}"#)), ("a success that is none", .answer(404, "{}")),
            ("a redirect", .answer(302, "", headers: "Location: /api/orders\r\n")),
            ("half an answer", .hangUpAfter("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"status\":\"SUCC")),
            ("a refused connection", nil),
        ].map { ArvindSays(name: $0, turn: $1, outcome: .unknown) }

    static func refusal(_ code: String, _ message: String) -> String {
        #"{"status":"FAILURE","code":"\#(code)","message":"\#(message)"}"#
    }
}

extension TestShop {
    /// Arvind says this to calls to a path from now on.
    func arvindSays(_ answer: ArvindSays, to path: String) throws {
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
    let answer: ArvindSays

    var testDescription: String { "\(payment.rawValue), \(answer.name)" }

    static let all = PaymentMode.allCases.flatMap { payment in
        ArvindSays.all.map { PaymentAndAnswer(payment: payment, answer: $0) }
    }
}
