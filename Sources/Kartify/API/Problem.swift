import Domain
import FoundationEssentials
import Web

/// What the JSON interface says no to, with the contract's code (`inbound.md`).
struct APIRefusal: Error {
    let status: Status
    let code: String
    let detail: String
    var errors: [Problem.Pointer] = []
    var headers: [(String, String)] = []

    /// A body whose shape is wrong as a whole.
    static func invalidBody(_ detail: String, at pointer: String? = nil) -> APIRefusal {
        let errors = pointer.map { [Problem.Pointer(pointer: $0, detail: detail)] } ?? []
        return APIRefusal(status: .unprocessable, code: "invalid_body", detail: detail, errors: errors)
    }
}

/// An RFC 9457 problem document.
struct Problem: Encodable {
    /// One place in the request that is wrong.
    struct Pointer: Encodable {
        let pointer: String
        let detail: String
    }

    let type = "about:blank"
    let title: String
    let status: Int
    let code: String
    let detail: String
    let errors: [Pointer]?
    private let http: (status: Status, headers: [(String, String)])

    enum CodingKeys: CodingKey {
        case type, title, status, code, detail, errors
    }

    init(_ error: any Error, _ request: Request, in world: World) {
        let refusal = APIRefusal(error, request, in: world)
        title = refusal.status.phrase
        status = refusal.status.rawValue
        code = refusal.code
        detail = refusal.detail
        errors = refusal.errors.isEmpty ? nil : refusal.errors
        http = (refusal.status, refusal.headers)
    }

    var response: Response {
        var response = Response.json(encodedJSON(self), status: http.status)
        response.headers = [("Content-Type", "application/problem+json")] + http.headers
        return response
    }
}

extension APIRefusal {
    fileprivate init(_ error: any Error, _ request: Request, in world: World) {
        if let refusal = error as? APIRefusal {
            self = refusal
            return
        }
        let message = FailureMessage(error, request, in: world)
        status = message.status
        // For a program's engineers, not for a visitor.
        detail =
            switch message.status {
            case .internalError:
                "Something went wrong on our side. Try again; if it happens again, tell us the X-Request-Id."
            case .notFound where error is Router<World>.Miss:
                "There is nothing at this address. /docs tells what there is."
            default: message.text
            }
        headers = message.headers
        code =
            switch message.status {
            case .notFound, .misdirected: "not_found"
            case .methodNotAllowed: "method_not_allowed"
            case .tooManyRequests: "rate_limited"
            case .unprocessable: "invalid_body"
            default: "internal_error"
            }
    }
}

/// A value as a JSON document.
func encodedJSON(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    // Our documents are texts, integers and lists of them: there is nothing in them that cannot be encoded.
    return (try? encoder.encode(value)).map { Array($0) } ?? []
}
