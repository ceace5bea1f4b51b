import Web

extension World {
    /// A file that is written at a path, to be sent and then gone. One is made at a time, whoever asks.
    func makeExport(_ kind: String, _ write: (String) throws -> Void) throws -> SentFile {
        guard let file = try exports.enter(kind, { try temporaryFiles.sent(write) }) else {
            throw Overload(message: "Another export is being made. Try again in a moment.", retryAfter: 5)
        }
        return file
    }
}
