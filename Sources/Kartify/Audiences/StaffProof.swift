import Crypto
import Domain
import Storage
import Web

extension World {
    /// Whether this is the password of a staff member and, where the account wants one, a code. Tries are slowed down as those at
    /// the sign-in page are, and count there.
    func proves(_ username: String, password: String, code: String, _ request: Request) throws -> Bool {
        let throttle = SignInThrottle("staff \(username)", request, self)
        let login = try database.read { try $0.staff(username: username) }
        let isRight = try hashing(for: "staff") {
            try throttle.check()
            return passwords.verify(password, against: login?.passwordHash ?? passwords.nobodysHash)
        }
        guard isRight, let login, try takesCode(code, of: login, request) else { return false }
        try throttle.succeeded()
        return true
    }

    /// Takes a one-time code or a recovery code, once. An account without a second factor wants none.
    func takesCode(_ code: String, of login: StaffLogin, _ request: Request) throws -> Bool {
        guard let sealed = login.sealedSecret else { return true }
        let (id, name) = (login.member.id, login.member.username)
        let (address, now, seconds) = (request.remoteAddress, request.now, request.now.seconds)
        guard let secret = key.open(sealed, purpose: SealPurpose.secondFactor(of: id)),
            let codes = OneTimeCodes(base32: secret)
        else { return false }
        if let step = codes.step(of: code.filter(\.isASCIIDigit), at: seconds) {
            let newest = OneTimeCodes.newestStep(at: seconds)
            return try database.write { try $0.takeCode(ofStep: step, newest: newest, of: id) }
        }
        let hash = RecoveryCode(code).hash(key, of: id)
        return try database.write { store in
            guard try store.takeRecoveryCode(hash, of: id) else { return false }
            try store.auditEverywhere("Used a recovery code", of: name, by: name, from: address, at: now)
            return true
        }
    }
}

extension Staff {
    /// Whether this browser has lately given the password, and a code where the account wants one: for what a stolen session must
    /// not do. A time after now is from a clock that was set back, and proves nothing.
    func isProved(at now: Instant) -> Bool {
        provedAt.map { $0 <= now && now < $0 + SessionTime.proof } ?? false
    }

    /// Whether the form has the person's password in `current` and, where the account wants one, a code in `code`.
    func proves(_ request: Request, in world: World) throws -> Bool {
        let form = request.form
        if try world.proves(member.username, password: form["current"], code: form["code"], request) { return true }
        try world.note(Refusal(.invalid, proofObjection), of: member.username, request)
        return false
    }

    var proofObjection: String { hasSecondFactor ? "Password or code is wrong." : "The current password is wrong." }
}
