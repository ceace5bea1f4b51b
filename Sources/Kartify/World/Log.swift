import Domain
import Glibc
import JSON

/// The log: one line of JSON per event, on standard error unless a test takes it.
package struct Log: Sendable {
    private let write: @Sendable ([UInt8]) -> Void

    /// A log that passes each line, with its line end, to a closure.
    package init(_ write: @escaping @Sendable ([UInt8]) -> Void) {
        self.write = write
    }

    /// The log of a running server: one write(2) a line, so that lines of several threads never mix.
    package static let standardError = Log { line in
        line.withUnsafeBytes { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Writes an event, with the trace of this thread. Fields must not contain secrets, bank details or bodies.
    func event(_ name: String, at now: Instant, _ fields: [String: JSONValue] = [:]) {
        let trace = Trace.current
        var members = [JSONValue.Member("at", .text(now.rfc3339)), JSONValue.Member("event", .text(name))]
        for (name, text) in [("id", trace?.id), ("route", trace?.route), ("who", trace?.who)] {
            if let text { members.append(JSONValue.Member(name, .text(text))) }
        }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) { members.append(JSONValue.Member(name, value)) }
        write(JSONValue.object(members).bytes + [UInt8(ascii: "\n")])
    }

    func fault(_ error: any Error, at now: Instant, _ fields: [String: JSONValue] = [:]) {
        event("fault", at: now, fields.merging(["fault": "\(error)"]) { known, _ in known })
    }
}
