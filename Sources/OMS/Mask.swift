import Domain

/// Hides a call's secrets wherever they are in what is stored or shown: the OMS may repeat in an answer what we sent.
struct Mask: Sendable {
    private let secrets: [String]
    private let accounts: [AccountMask]

    /// A shorter secret would match parts of ordinary text.
    private static let shortest = 6

    init(_ secrets: [String] = [], account: RefundAccount? = nil) {
        self.secrets = secrets.filter { $0.count >= Self.shortest }
        accounts = account.map { [$0.mask] } ?? []
    }

    /// The text with each secret replaced by its last four characters.
    func hide(in text: String) -> String {
        let text = accounts.reduce(text) { $1.hide(in: $0) }
        return secrets.reduce(text) { text, secret in
            let trace = "••••" + secret.suffix(4)
            // JSON writers may put a backslash before each slash.
            return text.replacing(secret, with: trace).replacing(secret.replacing("/", with: #"\/"#), with: trace)
        }
    }

    func hide<Value>(in answer: Answer<Value>) -> Answer<Value> {
        guard case .refused(let refusal) = answer else { return answer }
        let code: RefusalCode = if case .other(let code) = refusal.code { .other(hide(in: code)) } else { refusal.code }
        return .refused(
            OMSRefusal(code: code, ownCode: hide(in: refusal.ownCode), message: hide(in: refusal.message)))
    }
}
