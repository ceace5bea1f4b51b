import FoundationEssentials
import Web

/// Reads a JSON body. What is not JSON at all is 400; JSON of another shape is 422 and names the place.
func decodedBody<Body: Decodable>(_ type: Body.Type, _ request: Request) throws(APIRefusal) -> Body {
    // The decoder would take other bytes for a text that is missing.
    guard String(validating: request.body, as: UTF8.self) != nil else { throw .malformedJSON }
    do {
        return try JSONDecoder().decode(type, from: Data(request.body))
    } catch DecodingError.typeMismatch(_, let context) {
        throw .invalidBody(
            "The value at \(pointer(context.codingPath)) is of the wrong type.", at: pointer(context.codingPath))
    } catch DecodingError.valueNotFound(_, let context) {
        throw .invalidBody("The value at \(pointer(context.codingPath)) is missing.", at: pointer(context.codingPath))
    } catch DecodingError.keyNotFound(let key, let context) {
        let place = pointer(context.codingPath + [key])
        throw .invalidBody("The member at \(place) is missing.", at: place)
    } catch let refusal as APIRefusal {
        throw refusal
    } catch {
        throw .malformedJSON
    }
}

extension APIRefusal {
    fileprivate static let malformedJSON = APIRefusal(
        status: .badRequest, code: "malformed_json", detail: "The body is not JSON in UTF-8.")
}

/// An RFC 6901 pointer; the whole body is ``.
func pointer(_ path: [any CodingKey]) -> String {
    path.map { "/" + ($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
}
