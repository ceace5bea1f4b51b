import JSON

/// Reads a JSON body. What is not JSON at all is 400; JSON of another shape is 422 and names the place.
func decodedJSON<Body: Decodable>(_ type: Body.Type, _ bytes: [UInt8]) throws(APIRefusal) -> Body {
    do {
        return try Body(json: bytes)
    } catch DecodingError.typeMismatch(_, let context) {
        throw .wrongType(at: pointer(context.codingPath))
    } catch DecodingError.valueNotFound(_, let context) {
        throw .invalidBody("The value at \(pointer(context.codingPath)) is missing.", at: pointer(context.codingPath))
    } catch DecodingError.keyNotFound(let key, let context) {
        throw .missing(at: pointer(context.codingPath + [key]))
    } catch let refusal as APIRefusal {
        throw refusal
    } catch {
        throw .malformedJSON
    }
}

extension APIRefusal {
    static let malformedJSON = APIRefusal(
        status: .badRequest, code: "malformed_json", detail: "The body is not JSON in UTF-8, or gives a member twice.")

    static func wrongType(at pointer: String) -> APIRefusal {
        .invalidBody("\(pointer.isEmpty ? "The body" : "The value at \(pointer)") is of the wrong type.", at: pointer)
    }

    static func missing(at pointer: String) -> APIRefusal {
        .invalidBody("The member at \(pointer) is missing.", at: pointer)
    }
}

/// An RFC 6901 pointer; the whole body is ``.
private func pointer(_ path: [any CodingKey]) -> String {
    path.map { "/" + ($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
}
