import Glibc
import JSON

/// One JSON line per event on stderr, never with a token, a password or an account number.
enum Log {
    static func event(_ name: String, _ values: [String: String]) {
        let members = values.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .text($0.value)) }
        let bytes = JSONValue.object([.init("event", .text(name))] + members).bytes + [UInt8(ascii: "\n")]
        _ = write(2, bytes, bytes.count)
    }
}
