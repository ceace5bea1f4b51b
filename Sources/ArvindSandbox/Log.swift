import FoundationEssentials
import Glibc

/// One JSON line an event on stderr. Never a token, a password, or an account number.
enum Log {
    /// Writes a line.
    static func event(_ name: String, _ values: [String: String]) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(values.merging(["event": name]) { $1 }) else { return }
        let bytes = Array(line) + [UInt8(ascii: "\n")]
        _ = write(2, bytes, bytes.count)
    }
}
