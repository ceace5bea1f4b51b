import Domain
import Storage
import Web

/// Slows down whoever keeps failing to sign in: free tries first, then a pause that doubles. It counts per name and address, so
/// that a stranger cannot lock somebody out.
struct SignInThrottle {
    private let subject: [UInt8]
    private let now: Instant
    private let world: World
    private static let freeTries = 5
    private static let longestPause = Span.minutes(15)

    init(_ name: String, _ request: Request, _ world: World) {
        subject = world.key.hash("\(name)\u{0}\(request.remoteAddress)", purpose: "sign-in")
        now = request.now
        self.world = world
    }

    /// How long to wait before the next try; nil when it may be now.
    func wait() throws -> Span? {
        guard let failures = try world.database.read({ try $0.signInFailures(of: subject) }),
            failures.count >= Self.freeTries
        else { return nil }
        let pause = min(.seconds(1 << min(failures.count - Self.freeTries, 10)), Self.longestPause)
        let rest = failures.lastAt + pause - now
        return rest > .seconds(0) ? rest : nil
    }

    /// As `wait`, in a sentence for a person.
    func check() throws {
        guard let rest = try wait() else { return }
        throw Refusal(
            .tooMany, "Too many tries. Wait \(Span(milliseconds: rest.milliseconds + 999).words), then try again.")
    }

    func failed() throws {
        try world.database.write { [subject, now] in try $0.addSignInFailure(of: subject, at: now) }
    }

    func succeeded() throws {
        try world.database.write { [subject] in try $0.forgetSignInFailures(of: subject) }
    }
}
