import Web

/// What the JSON interface says no to, with the contract's code.
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
