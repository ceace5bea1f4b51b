import OMS
import Web

/// A refusal of the JSON interface, with its agreed code.
struct APIRefusal: Error {
    let status: Status
    let code: String
    let detail: String
    var errors: [Problem.Pointer] = []
    var headers: [(String, String)] = []

    static func invalidBody(_ detail: String, at pointer: String? = nil) -> APIRefusal {
        let errors = pointer.map { [Problem.Pointer(pointer: $0, detail: detail)] } ?? []
        return APIRefusal(status: .unprocessable, code: "invalid_body", detail: detail, errors: errors)
    }
}

extension APIRefusal {
    init(_ fault: BodyFault) {
        switch fault {
        case .malformed:
            self.init(
                status: .badRequest, code: "malformed_json",
                detail: "The body is not JSON in UTF-8, or gives a member twice.")
        case .invalid(let detail, let pointer): self = .invalidBody(detail, at: pointer)
        }
    }
}
