import JSON
import Web

/// The answer to orders, cancellations and returns.
enum Verdict {
    static func success(orderID: String? = nil, returnID: String? = nil) -> Response {
        .answer([
            "status": "SUCCESS", "arvindOrderId": orderID.map { .text($0) },
            "arvindReturnId": returnID.map { .text($0) },
        ])
    }
}

extension Response {
    static func answer(_ document: JSONValue, status: Status = .ok) -> Response {
        json(document.bytes, status: status)
    }
}
