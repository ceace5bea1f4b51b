import JSON
import OMS
import Web

/// An RFC 9457 problem document, with a link to what `/docs` says of its code.
struct Problem {
    struct Pointer {
        let pointer: String
        let detail: String
    }

    private let refusal: APIRefusal

    init(_ error: any Error, _ request: Request, in world: World) {
        refusal = APIRefusal(error, request, in: world)
    }

    var response: Response {
        var response = Response.json(document.bytes, status: refusal.status)
        response.headers =
            [("Content-Type", "application/problem+json"), ("Link", "</docs#\(refusal.code)>; rel=\"help\"")]
            + refusal.headers
        return response
    }

    private var document: JSONValue {
        let errors = refusal.errors.map { ["pointer": .text($0.pointer), "detail": .text($0.detail)] as JSONValue }
        return [
            "type": "about:blank", "title": .text(refusal.status.phrase), "status": .integer(refusal.status.rawValue),
            "code": .text(refusal.code), "detail": .text(refusal.detail),
            "errors": errors.isEmpty ? nil : .list(errors),
        ]
    }
}

extension APIRefusal {
    fileprivate init(_ error: any Error, _ request: Request, in world: World) {
        if let refusal = error as? APIRefusal {
            self = refusal
            return
        }
        if let fault = error as? BodyFault {
            self.init(fault)
            return
        }
        let message = FailureMessage(error, request, in: world)
        let detail: String, code: String
        // For the caller's engineers, not for a visitor.
        detail =
            switch message.status {
            case .internalError:
                "Something went wrong on our side. Try again; if it happens again, tell us the X-Request-Id."
            case .unavailable:
                "This cannot be done right now, and nothing was changed. Send it again after Retry-After seconds."
            case .notFound where error is Router<World>.Miss:
                "There is nothing at this address. /docs tells what there is."
            default: message.text
            }
        code =
            switch message.status {
            case .notFound, .misdirected: "not_found"
            case .methodNotAllowed: "method_not_allowed"
            case .tooManyRequests: "rate_limited"
            case .payloadTooLarge: "payload_too_large"
            case .unavailable: "unavailable"
            case .unprocessable: "invalid_body"
            default: "internal_error"
            }
        self.init(status: message.status, code: code, detail: detail, headers: message.headers)
    }
}
