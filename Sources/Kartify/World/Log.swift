import Domain
import Glibc

/// The log: one line of JSON an event, on the process's error output unless a test takes it.
package struct Log: Sendable {
    private let write: @Sendable ([UInt8]) -> Void

    /// A log that hands each line, with its line end, to somebody.
    package init(_ write: @escaping @Sendable ([UInt8]) -> Void) {
        self.write = write
    }

    /// The log of a running server: one write(2) a line, so that lines of several threads never mix.
    package static let standardError = Log { line in
        line.withUnsafeBytes { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Writes an event. Fields must not hold secrets, bank details or bodies.
    func event(_ name: String, at now: Instant, _ fields: [String: String] = [:]) {
        var line = "{\"at\":\"\(now.rfc3339)\",\"event\":\(quotedJSON(name))"
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            line += ",\(quotedJSON(key)):\(quotedJSON(value))"
        }
        write(Array((line + "}\n").utf8))
    }

    /// Writes a fault: what went wrong on our side.
    func fault(_ error: any Error, at now: Instant, _ fields: [String: String] = [:]) {
        event("fault", at: now, fields.merging(["fault": "\(error)"]) { known, _ in known })
    }
}

/// A text as JSON has it. By hand: a line is written for every request, and `JSONEncoder` took a twelfth of all its time.
private func quotedJSON(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 32 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
        return "\"\(text)\""
    }
    let escaped = text.unicodeScalars.map { scalar in
        switch scalar {
        case "\"", "\\": "\\\(scalar)"
        case "\u{0}"..<" ": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }
    return "\"\(escaped.joined())\""
}
