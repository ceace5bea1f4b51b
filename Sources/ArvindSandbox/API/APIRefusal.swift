import Web

struct APIRefusal: Error, Sendable {
    let status: Status
    let code: String
    let message: String

    init(_ status: Status, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    /// A body that breaks a rule of the contract.
    static func invalid(_ message: String) -> APIRefusal {
        APIRefusal(.unprocessable, "INVALID_REQUEST", message)
    }

    static let unauthorized = APIRefusal(
        .unauthorized, "UNAUTHORIZED", "The Authorization header does not carry this channel's Auth Token.")

    /// What a switch of the console asks for.
    static func switched(_ code: String, _ what: String) -> APIRefusal {
        APIRefusal(.unprocessable, code, sentences[code] ?? "Arvind refuses \(what) (\(code)).")
    }

    private static let sentences = [
        "NON_RETURNABLE": "This item cannot be returned.",
        "REVERSE_NOT_SERVICEABLE": "No courier picks up from this pincode.",
        "RETURN_WINDOW_PASSED": "The time to return this item is over.",
        "ALREADY_SHIPPED": "The order has been shipped.",
        "ALREADY_CANCELLED": "The order has been cancelled already.",
        "INVALID_ACCOUNT": "The bank details were not accepted.",
        "UNKNOWN_ORDER": "We do not have this order.",
        "UNKNOWN_SKU": "We do not know one of the SKUs.",
    ]

    var response: Response {
        .answer(["status": "FAILURE", "code": .text(code), "message": .text(message)], status: status)
    }
}

func require(_ holds: Bool, _ message: @autoclosure () -> String) throws(APIRefusal) {
    guard holds else { throw .invalid(message()) }
}
