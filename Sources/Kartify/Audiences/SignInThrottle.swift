import Crypto
import Domain
import Storage
import Web

/// Slows down whoever keeps failing to sign in. A try is counted before its password is looked at, so that many at once are no
/// way around it, and taken back when it was right.
///
/// - A name at an address has five free tries, then pauses that double.
/// - An address has more, over all names of customers, or of staff. The OMS has one name at a website: there is nothing to go through.
/// - A name over all addresses has more still; beyond them each address has one free try instead of five. Somebody who knows the
///   password gets in with it, so that strangers lock nobody out.
/// - A browser that somebody has signed in with before has tries of its own for that name, whatever happens elsewhere.
///
/// Tries are rows, which every machine counts in. While the database is away nobody can sign in, and nobody's tries are looked at:
/// the answer is 503 before a password is compared.
struct SignInThrottle {
    private let world: World
    private let now: Instant
    private let device: KnownDevice
    private let person: [UInt8]
    private let address: [UInt8]?
    private let account: [UInt8]

    private static let freeTries = 5
    private static let freeTriesOfAddress = 30
    private static let freeTriesOfAccount = 20
    private static let memory = Span.minutes(15)

    init(_ name: String, _ request: Request, _ world: World) {
        self.world = world
        now = request.now
        device = KnownDevice(of: name, request, world.key)
        let network = networkAddress(of: request.remoteAddress)
        func subject(_ text: String) -> [UInt8] { world.key.hash(text, purpose: "sign-in") }
        person = subject("\(name)\u{0}\(device.isKnown ? device.token : network)")
        let kind = name.prefix { $0 != " " }
        address = kind == "partner" ? nil : subject("address \(kind)\u{0}\(network)")
        account = subject("account\u{0}\(name)")
    }

    /// Counts a try that is about to be made.
    ///
    /// - Returns: nil, or how long to wait; then nothing was counted.
    func begin() throws -> Span? {
        try world.database.write { store in
            let isBesieged = try failures(of: account, store).count >= Self.freeTriesOfAccount
            var waits = [try wait(for: person, store, free: Self.freeTries, longest: .minutes(15))]
            if !device.isKnown {
                if let address {
                    waits.append(try wait(for: address, store, free: Self.freeTriesOfAddress, longest: .minutes(1)))
                }
                if isBesieged { waits.append(try wait(for: person, store, free: 1, first: 30, longest: .minutes(15))) }
            }
            if let longest = waits.compactMap({ $0 }).max() { return longest }
            for subject in counted { try store.addSignInFailure(of: subject, at: now) }
            return nil
        }
    }

    /// As `begin`, with a sentence for a person.
    func check() throws {
        guard let rest = try begin() else { return }
        throw Refusal(
            .tooMany, "Too many tries. Wait \(Span(milliseconds: rest.milliseconds + 999).words), then try again.")
    }

    /// The try was right: the name is forgiven, the address only this one try. Else an account of one's own would forgive all others.
    func succeeded() throws {
        try world.database.write { store in
            for subject in [person, account] { try store.forgetSignInFailures(of: subject) }
            if let address, !device.isKnown { try store.takeBackSignInFailure(of: address) }
        }
    }

    /// The password was right, and a code is asked for: the address is forgiven this try, the name only with the code.
    func goesOn() throws {
        guard let address, !device.isKnown else { return }
        try world.database.write { try $0.takeBackSignInFailure(of: address) }
    }

    var deviceCookie: String { device.cookie }

    /// A known browser's failures are its own: they neither hinder others nor come from a crowd.
    private var counted: [[UInt8]] {
        device.isKnown ? [person] : [person, account] + (address.map { [$0] } ?? [])
    }

    private func failures(of subject: [UInt8], _ store: borrowing Transaction) throws -> (count: Int, lastAt: Instant) {
        guard let found = try store.signInFailures(of: subject), now < found.lastAt + Self.memory else {
            return (0, now)
        }
        return found
    }

    private func wait(
        for subject: [UInt8], _ store: borrowing Transaction, free: Int, first: Int = 1, longest: Span
    ) throws -> Span? {
        let found = try failures(of: subject, store)
        guard found.count >= free else { return nil }
        let pause = min(.seconds(first << min(found.count - free, 10)), longest)
        let end = found.lastAt + pause
        return end.isAhead(of: now, atMost: pause) ? end - now : nil
    }
}
