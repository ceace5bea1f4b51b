import Web

struct Trouble: Sendable {
    private enum Kind {
        case none, down, nonsense, hangUp, faultAfterAccepting
    }

    /// How long the answer waits.
    let seconds: Int
    private let kind: Kind

    /// The trouble of a call; of several switches the most severe wins.
    init(_ switches: Switches, path: String) {
        guard switches.appliesTo.contains(path) else {
            (seconds, kind) = (0, .none)
            return
        }
        seconds = switches.slowSeconds
        // A question accepts nothing, so there is nothing to forget afterwards.
        let accepts = !path.hasSuffix("/serviceability") && !path.hasPrefix("/fynd/inventory/")
        kind =
            switches.isDown
            ? .down
            : switches.isNonsense
                ? .nonsense
                : switches.hangsUp ? .hangUp : switches.faultsAfterAccepting && accepts ? .faultAfterAccepting : .none
    }

    /// Whether the answer breaks off in the middle.
    var isCut: Bool { kind == .hangUp }

    /// The answer, or what replaces it.
    func answer(_ honest: () -> Response) -> Response {
        switch kind {
        case .none, .hangUp:
            return honest()
        case .down:
            return .text("Service Unavailable\n", status: .unavailable).with("Retry-After", "30")
        case .nonsense:
            return .html(Array("<!doctype html><title>Welcome</title><h1>It works!</h1>\n".utf8))
        case .faultAfterAccepting:
            let answer = honest()
            return answer.status == .ok ? .text("Internal Server Error\n", status: .internalError) : answer
        }
    }
}

extension Response {
    /// The same answer, of which only the first half comes: nginx believes the length we claim, waits for the rest of the
    /// body, and closes the connection when none comes.
    func cut() -> Response {
        var cut = self
        cut.set("Content-Length", "\(body.count + 4096)")
        cut.body = Array(body.prefix(body.count / 2))
        return cut
    }
}
