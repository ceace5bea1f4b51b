extension HTTPClient.Answer {
    /// The same answer without a secret that AI has said back: answers are stored and shown.
    func masking(_ secret: String) -> HTTPClient.Answer {
        guard !secret.isEmpty else { return self }
        let text = String(decoding: body, as: UTF8.self)
        // JSON writers may put a backslash before each slash.
        let spellings = [secret, secret.replacing("/", with: #"\/"#)]
        guard spellings.contains(where: { text.contains($0) }) else { return self }
        let masked = spellings.reduce(text) { $0.replacing($1, with: "••••") }
        return HTTPClient.Answer(status: status, body: Array(masked.utf8))
    }
}
