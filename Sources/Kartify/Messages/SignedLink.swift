import Crypto
import Domain
import Storage

/// A link in a message: it opens one thing, for whoever has it, until a time. Nothing of it is stored; the key makes it again.
enum SignedLink {
    enum Purpose: String {
        /// An order, as its guest sees it.
        case order
        case newPassword = "new password"
        case registration
        case newEmail = "new e-mail address"
        case staffPassword = "staff password"
    }

    /// The token of a link.
    ///
    /// - Parameters:
    ///   - number: the id of what it opens.
    ///   - state: what ends the link before its time: once this has changed, it opens nothing.
    static func token(_ purpose: Purpose, _ number: Int, state: String = "", until end: Instant, _ key: SecretKey)
        -> String
    {
        let head = "\(number).\(end.seconds)"
        let signature = key.hash("\(head)\u{0}\(state)", purpose: "link to \(purpose.rawValue)")
        return "\(head).\(Base64.url.encode(signature))"
    }

    /// The id of what a token opens now; nil when it was not made here, or not for this, or is too old.
    ///
    /// - Parameter state: the present state of the thing with this id; nil when there is none.
    static func number(
        in token: String, for purpose: Purpose, _ key: SecretKey, at now: Instant,
        state: (Int) throws -> String? = { _ in "" }
    ) rethrows -> Int? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let number = Int(parts[0]), let seconds = Int64(parts[1]),
            (now.seconds..<253_402_300_800).contains(seconds), let state = try state(number)
        else { return nil }
        let end = Instant(milliseconds: seconds * 1000)
        let right = Self.token(purpose, number, state: state, until: end, key)
        return constantTimeEqual(Array(token.utf8), Array(right.utf8)) ? number : nil
    }
}

extension CustomerLogin {
    /// What a link of theirs must still find: it works once, because what it does changes this. nil where there is nothing to do.
    func state(for purpose: SignedLink.Purpose) -> String? {
        switch purpose {
        case .order, .staffPassword: nil
        case .newPassword: isPending ? nil : passwordHash
        case .registration: isPending ? "pending" : nil
        case .newEmail: newEmail.map { "\(account.email) \($0)" }
        }
    }
}

extension StaffLogin {
    /// What a link must still find: it works once, because it changes the password, and only while nobody else has.
    var linkState: String { "\(member.username) \(email ?? "") \(passwordHash)" }
}

extension World {
    /// The colleague to whom a token was sent; nil when it opens nothing here and now.
    func colleague(linkedBy token: String, now: Instant) throws -> StaffLogin? {
        try database.read { store in
            var login: StaffLogin?
            let number = try SignedLink.number(in: token, for: .staffPassword, key, at: now) { number in
                login = try store.staff(id: ID(number))
                return login?.linkState
            }
            return number == nil ? nil : login
        }
    }

    /// The customer to whom a token was sent; nil when it opens nothing here and now.
    func customer(linkedBy token: String, for purpose: SignedLink.Purpose, at website: Website, now: Instant) throws
        -> CustomerLogin?
    {
        try database.read { store in
            var login: CustomerLogin?
            let number = try SignedLink.number(in: token, for: purpose, key, at: now) { number in
                login = try store.customer(id: ID(number), of: website.id)
                return login?.state(for: purpose)
            }
            return number == nil ? nil : login
        }
    }

    func canMail(_ website: Website) throws -> Bool {
        guard network.mail != nil else { return false }
        return try database.read { try $0.messageSettings(of: website.id) }.settings.sendsMail
    }
}
