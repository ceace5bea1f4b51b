import FoundationEssentials
import Web

/// What orders, cancellations and returns are answered with.
struct Verdict: Encodable, Sendable {
    let status: String
    var code: String?
    var message: String?
    var arvindOrderId: String?
    var arvindReturnId: String?

    /// "Yes", with the id that Arvind gave.
    static func success(orderID: String? = nil, returnID: String? = nil) -> Response {
        .answer(Verdict(status: "SUCCESS", arvindOrderId: orderID, arvindReturnId: returnID))
    }
}

extension Response {
    /// A JSON document of a value.
    static func answer(_ value: some Encodable, status: Status = .ok) -> Response {
        json(encoded(value), status: status)
    }
}

/// A value as JSON. Ours are made of texts, integers and lists: there is nothing in them that cannot be encoded.
func encoded(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting = []) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
    return (try? encoder.encode(value)).map { Array($0) } ?? []
}
