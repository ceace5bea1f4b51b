import JSON

/// Why a body that the OMS sent cannot be taken as a whole.
package enum BodyFault: Error {
    case malformed
    /// Its shape is wrong: how, for the OMS's engineers, and the RFC 6901 pointer of the place.
    case invalid(String, at: String)

    package var isMalformed: Bool {
        if case .malformed = self { true } else { false }
    }

    static func wrongType(at pointer: String) -> BodyFault {
        .invalid("\(pointer.isEmpty ? "The body" : "The value at \(pointer)") is of the wrong type.", at: pointer)
    }

    static func missing(at pointer: String) -> BodyFault {
        .invalid("The member at \(pointer) is missing.", at: pointer)
    }
}

extension JSONValue {
    static func object(in body: [UInt8]) throws(BodyFault) -> JSONValue {
        guard let document = try? JSONValue(body) else { throw .malformed }
        guard case .object = document else { throw .wrongType(at: "") }
        return document
    }

    func list(_ name: String) throws(BodyFault) -> [JSONValue] {
        guard let member = self[name] else { throw .missing(at: "/\(name)") }
        guard case .list(let elements) = member else { throw .wrongType(at: "/\(name)") }
        return elements
    }

    func text(_ name: String) throws(BodyFault) -> String {
        guard let member = self[name] else { throw .missing(at: "/\(name)") }
        guard let text = member.text else { throw .wrongType(at: "/\(name)") }
        return text
    }
}
