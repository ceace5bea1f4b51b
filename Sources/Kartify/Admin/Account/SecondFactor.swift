import Crypto
import Domain
import Storage
import Web

/// GET /admin/account/second-factor — sets it up, or shows what may be done with the one that there is; new recovery codes, once.
@Sendable func showSecondFactor(_ request: Request, of staff: Staff, in world: World) throws -> Response {
    let codes: RecoveryCodesPage.Shown? = try staff.once(request, in: world).take(request.query["codes"])
    if let codes { return try staff.page(RecoveryCodesPage(codes), in: world) }
    return try staff.page(try SecondFactorPage(staff, request, .random(), in: world), in: world)
}

/// POST /admin/account/second-factor — switched on by a first code. Whoever is signed in elsewhere has given none, and is signed out.
@Sendable func turnOnSecondFactor(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    guard !staff.hasSecondFactor else { return .redirect(to: "/admin/account/second-factor") }
    let id = staff.member.id
    guard let codes = SecondFactorSetup.codes(request.form["sealed_setup"], of: id, world.key) else {
        return .redirect(to: "/admin/account/second-factor")
    }
    guard let step = codes.step(of: request.form["code"].filter(\.isASCIIDigit), at: request.now.seconds) else {
        let errors = FormErrors("code", "This is not the code of this secret. Type the one that the app shows now.")
        let page = try SecondFactorPage(staff, request, codes, errors, in: world)
        return try staff.page(page, status: .unprocessable, in: world)
    }
    let secret = world.key.seal(codes.base32, purpose: SealPurpose.secondFactor(of: id))
    let (recovery, session) = (RecoveryCode.several(), staff.session.hash(world.key))
    let hashes = recovery.map { $0.hash(world.key, of: id) }
    try staff.changeLogin(request, "Switched the second factor on", in: world) { store in
        try store.addSecondFactor(sealedSecret: secret, step: step, of: id)
        try store.setRecoveryCodes(hashes, of: id)
        try store.endSessions(of: .staff(id), but: session, at: request.now)
    }
    return try staff.show(.init(recovery, isNew: true), request, in: world)
}

/// POST /admin/account/second-factor/removal — asks for the password and a code once more.
@Sendable func turnOffSecondFactor(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    do {
        guard try staff.proves(request, in: world) else { throw FormErrors("current", staff.proofObjection) }
        let id = staff.member.id
        try staff.changeLogin(request, "Switched the second factor off", in: world) { store in
            try store.removeSecondFactor(of: id)
        }
        return .redirect(to: "/admin/account")
    } catch let errors as FormErrors {
        let page = try SecondFactorPage(staff, request, .random(), errors, in: world)
        return try staff.page(page, status: .unprocessable, in: world)
    }
}

/// POST /admin/account/recovery-codes — new ones, in place of those that are left.
@Sendable func renewRecoveryCodes(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    guard staff.hasSecondFactor else { throw Refusal(.conflict, "Set up a second factor first.") }
    let id = staff.member.id
    let recovery = RecoveryCode.several()
    let hashes = recovery.map { $0.hash(world.key, of: id) }
    try staff.changeLogin(request, "Made new recovery codes", in: world) { store in
        try store.setRecoveryCodes(hashes, of: id)
    }
    return try staff.show(.init(recovery, isNew: false), request, in: world)
}

extension Staff {
    fileprivate func show(_ codes: RecoveryCodesPage.Shown, _ request: Request, in world: World) throws -> Response {
        let name = try once(request, in: world).keep(codes)
        return .redirect(to: "/admin/account/second-factor?codes=\(name)")
    }

    /// A change of one's own login, with its line in the audit trail of the installation.
    fileprivate func changeLogin(
        _ request: Request, _ action: String, in world: World,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Void
    ) throws {
        try change(request, in: world) { store, change in
            try body(store)
            try store.auditEverywhere(action, of: change.staff, by: change.staff, from: change.address, at: change.now)
        }
    }
}

/// A secret that is not confirmed yet. It goes around with the page that shows it, sealed for one person.
enum SecondFactorSetup {
    static func sealed(_ codes: OneTimeCodes, of id: ID<StaffMember>, _ key: SecretKey) -> String {
        Base64.url.encode(key.seal(codes.base32, purpose: purpose(id)))
    }

    static func codes(_ sealed: String, of id: ID<StaffMember>, _ key: SecretKey) -> OneTimeCodes? {
        Base64.url.decode(sealed).flatMap { key.open($0, purpose: purpose(id)) }.flatMap(OneTimeCodes.init(base32:))
    }

    private static func purpose(_ id: ID<StaffMember>) -> String { "second factor to confirm of \(id)" }
}

struct SecondFactorPage: TitledPage {
    static let template = "admin/account/second_factor.html"

    struct Setup: Encodable, Sendable {
        let side: Int
        let path: String
        /// In groups of four letters.
        let secret: String
        let sealed: String
        let fields: [FormField]
    }

    let title = "Second factor"
    /// nil where there is one.
    let setup: Setup?
    let isDemanded: Bool
    let codesLeft: String
    let fields: [FormField]

    init(
        _ staff: Staff, _ request: Request, _ codes: OneTimeCodes, _ errors: FormErrors = FormErrors(), in world: World
    ) throws {
        let id = staff.member.id
        isDemanded = world.secondFactor.asks(staff.member.role)
        let left = try world.database.read { try $0.recoveryCodes(of: id) }
        codesLeft = counted(left, "recovery code is", "recovery codes are")
        fields = PasswordRule.proofFields(errors, hasSecondFactor: true)
        setup =
            staff.hasSecondFactor
            ? nil
            : Setup(
                codes, host: request.host, of: staff.member,
                sealed: SecondFactorSetup.sealed(codes, of: id, world.key), errors)
    }
}

extension SecondFactorPage.Setup {
    fileprivate init(
        _ codes: OneTimeCodes, host: String, of member: StaffMember, sealed: String, _ errors: FormErrors
    ) {
        let letters = Array(codes.base32)
        let account = percentEncoded("Kartify:\(member.username)@\(host)")
        let picture = QRCode("otpauth://totp/\(account)?secret=\(codes.base32)&issuer=Kartify")
        side = picture?.side ?? 0
        path = picture?.path ?? ""
        secret = stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
            .joined(separator: " ")
        self.sealed = sealed
        fields = [FormField("code", "Code", "", autocomplete: "one-time-code", error: errors["code"])]
    }
}

/// Shown once.
struct RecoveryCodesPage: TitledPage {
    static let template = "admin/account/recovery_codes.html"

    struct Code: Encodable, Sendable {
        let text: String
    }

    let title = "Recovery codes"
    /// Whether the second factor has just been switched on.
    let isNew: Bool
    let codes: [Code]

    /// What the page shows, on its way there.
    struct Shown: Codable {
        let codes: [String]
        let isNew: Bool

        init(_ codes: [RecoveryCode], isNew: Bool) {
            (self.codes, self.isNew) = (codes.map(\.text), isNew)
        }
    }

    init(_ shown: Shown) {
        codes = shown.codes.map { Code(text: $0) }
        isNew = shown.isNew
    }
}
