import JSON
import Web

extension Request {
    /// The body as the contract's type.
    ///
    /// - Throws: an `APIRefusal`: 415 for another media type, 400 for malformed JSON, 422 for a wrong shape.
    func body<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard mediaType == "application/json" else {
            throw APIRefusal(.unsupportedMediaType, "INVALID_REQUEST", "Content-Type must be application/json.")
        }
        do {
            return try Value(json: body)
        } catch let error as DecodingError {
            throw refusal(of: error)
        } catch is MalformedJSON {
            throw APIRefusal(.badRequest, "INVALID_REQUEST", "The body is not JSON.")
        }
    }

    /// Refuses unless the `Idempotency-Key` header is the id in the body.
    func requireKey(_ id: String) throws(APIRefusal) {
        try require(
            header("idempotency-key") == id, "The Idempotency-Key header must be the id in the body, “\(id)”.")
    }
}

private func refusal(of error: DecodingError) -> APIRefusal {
    switch error {
    case .typeMismatch(let type, let context): .invalid("\(pointer(context.codingPath)) must be \(words(type)).")
    case .valueNotFound(let type, let context):
        .invalid("\(pointer(context.codingPath)) must be \(words(type)), not null.")
    case .keyNotFound(let key, let context): .invalid("\(pointer(context.codingPath + [key])) is missing.")
    case .dataCorrupted(let context): .invalid("\(pointer(context.codingPath)) has a value that is not allowed.")
    default: .invalid("The body is not the contract's.")
    }
}

private func pointer(_ path: [any CodingKey]) -> String {
    path.isEmpty ? "The body" : path.map { "/" + ($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
}

private func words(_ type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Int.Type: "an integer"
    case is Bool.Type: "true or false"
    case is [Any].Type: "a list"
    default: "an object or a list"
    }
}
