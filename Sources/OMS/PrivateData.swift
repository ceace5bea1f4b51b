import Domain
import JSON

/// What a call's bodies hold that not every role may look through.
package enum PrivateData: CaseIterable, Sendable {
    /// Who the customer is, and how to reach them.
    case customer
    case bankDetails
}

/// A call's bodies without some private data, in the words of every OMS. The OMS may repeat in its answer what we sent, in words of
/// its own: that is hidden too.
package func hide(
    _ kinds: Set<PrivateData>, inRequest request: KeptText, response: KeptText
) -> (request: String, response: String) {
    let adapters = OMSKind.allCases.map(\.adapter)
    let hidden = adapters.reduce(into: Set<String>()) { names, adapter in
        for kind in kinds { names.formUnion(adapter.privateMembers(kind)) }
    }
    let plain = adapters.reduce(into: Set<String>()) { $0.formUnion($1.plainMembers) }
    var mask = PrivateDataMask(hidden: hidden, plain: plain)
    return (mask.hide(in: request), mask.hide(in: response))
}

/// Hides all that is in some members of a JSON text, but for the members in them that say nothing about a person.
private struct PrivateDataMask {
    let hidden: Set<String>
    let plain: Set<String>
    private var found: Set<String> = []

    private static let trace = "••••"
    /// A shorter text would match parts of ordinary ones.
    private static let shortest = 4

    init(hidden: Set<String>, plain: Set<String>) {
        (self.hidden, self.plain) = (hidden, plain)
    }

    /// A text that is cut can no longer be read: it is hidden as a whole.
    mutating func hide(in text: KeptText) -> String {
        guard let json = try? JSONValue(Array(text.text.utf8)) else {
            return text.fullLength == nil ? hideFound(in: text.text) : Self.trace
        }
        let masked = hide(in: json, isPrivate: false)
        return hideFound(in: masked == json ? text.text : masked.document)
    }

    private mutating func hide(in json: JSONValue, isPrivate: Bool) -> JSONValue {
        switch json {
        case .object(let members):
            var masked: [JSONValue.Member] = []
            for member in members {
                let isPrivate = hidden.contains(member.name) || (isPrivate && !plain.contains(member.name))
                masked.append(.init(member.name, hide(in: member.value, isPrivate: isPrivate)))
            }
            return .object(masked)
        case .list(let elements):
            var masked: [JSONValue] = []
            for element in elements { masked.append(hide(in: element, isPrivate: isPrivate)) }
            return .list(masked)
        case .text(let text) where isPrivate && !text.isEmpty: return hide(text)
        case .integer(let number) where isPrivate: return hide("\(number)")
        case .number(let text) where isPrivate: return hide(text)
        default: return json
        }
    }

    private mutating func hide(_ text: String) -> JSONValue {
        if text.count >= Self.shortest, text != Self.trace { found.insert(text) }
        return .text(Self.trace)
    }

    /// The longest first: a shorter one may be a part of it.
    private func hideFound(in text: String) -> String {
        found.sorted { $0.count > $1.count }.reduce(text) { $0.replacing($1, with: Self.trace) }
    }
}
