import Glibc

struct Settings: Sendable {
    /// `unix:/path` or `127.0.0.1:port`.
    let listen = Self.variable("SANDBOX_LISTEN") ?? "unix:var/sandbox.sock"
    /// Where `sandbox.json` is read and `sandbox.sqlite` is kept.
    let data = Self.variable("SANDBOX_DATA") ?? "var"
    /// Where the shops' mails come in, `127.0.0.1:port`; nil when none do.
    let mail = Self.variable("SANDBOX_MAIL")
    let templates = Self.variable("SANDBOX_TEMPLATES") ?? "templates"

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
