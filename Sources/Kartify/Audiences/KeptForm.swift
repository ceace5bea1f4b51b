import Crypto
import Domain
import JSON
import Storage
import Web

/// A form whose sender has to sign in again: kept for a while, without its secrets, for nobody but that person.
struct KeptForm: Sendable {
    /// Where it was sent, and where it goes when its sender sends it again.
    let path: String
    let fields: [(name: String, value: String)]
    /// The last part of its address; nil when it is not in the store.
    let id: String?

    private static let time = Span.minutes(30)
    private static let largest = 64 << 10
    /// The hidden field of a form that was kept, by which it is removed when it has been taken.
    static let field = "kept_form"
    /// The button that leads back to the form's own page, with what was typed in it.
    static let change = "change"
    static let notSentYet = "Nothing was sent yet. Change what you like, then send the form."
    /// What stands in such a field is asked for again. Nothing of a field that is left out is in the store.
    private static let secrets: Set<String> = [
        "csrf", field, change, "password", "current", "confirmation", "auth_token", "webhook_secret", "account",
        "account_again", "sealed_account", "upi", "sealed_upi", "code", "proof_password", "proof_code",
    ]
    /// The hidden field of a whole form, sealed, that waits until its sender has given the password again.
    static let sealedField = "sealed_form"

    /// A form as it came, without its secrets; nil when there is nothing to keep.
    init?(_ request: Request) {
        guard request.method == "POST", !request.path.hasSuffix("/logout"), !request.hasOversizedForm else {
            return nil
        }
        path = request.path
        fields = request.form.all.filter { !Self.secrets.contains($0.name) }
        id = nil
        let size = fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        guard size <= Self.largest else { return nil }
    }

    /// A form whose token was stale: it is in its own answer, and nowhere else.
    init(_ stale: StaleForm) {
        (path, fields, id) = (stale.path, stale.fields, nil)
    }

    /// Keeps the form of a request whose session has ended; nil when there is nothing to keep, or nobody to keep it for.
    ///
    /// - Returns: the last part of its address. The store has a keyed hash of it.
    static func keep(_ request: Request, ofSession session: BrowserToken, at websiteID: ID<Website>, in world: World)
        throws
        -> String?
    {
        guard let form = KeptForm(request) else { return nil }
        guard
            let owner = try world.database.read({
                try $0.owner(ofEndedSession: session.hash(world.key), at: websiteID, now: request.now)
            })
        else {
            return nil
        }
        let id = BrowserToken.random()
        let (hash, sealed) = (id.hash(world.key), world.key.seal(text(of: form.fields), purpose: SealPurpose.keptForm))
        try world.database.write { store in
            try store.keepForm(
                hash, of: owner, to: request.path, sealedFields: sealed, until: request.now + time)
        }
        return id.cookieValue
    }

    /// A form that was kept for this person.
    init(_ id: String, of owner: SessionOwner, at now: Instant, in world: World) throws {
        guard let hash = BrowserToken(id)?.hash(world.key),
            let kept = try world.database.read({ try $0.keptForm(hash, of: owner, at: now) }),
            let fields = world.key.open(kept.fields, purpose: SealPurpose.keptForm).flatMap(Self.fields)
        else { throw Refusal(.notFound, "This form is kept no longer. Open its page again, and fill it in anew.") }
        path = kept.path
        self.id = id
        self.fields = fields
    }

    /// Fields as a text that may be sealed.
    static func text(of fields: [(name: String, value: String)]) -> String {
        JSONValue.list(fields.map { .list([.text($0.name), .text($0.value)]) }).document
    }

    /// The fields of such a text; nil when it is none.
    static func fields(of text: String) -> [(name: String, value: String)]? {
        guard case .list(let pairs)? = try? JSONValue(Array(text.utf8)) else { return nil }
        return pairs.compactMap { pair in
            guard case .list(let parts) = pair, parts.count == 2, let name = parts[0].text, let value = parts[1].text
            else { return nil }
            return (name, value)
        }
    }

    /// Removes a kept form that was sent again and taken. Its id is as secret as a session, so nobody else can name it.
    static func remove(sentBy request: Request, in world: World) throws {
        guard let hash = BrowserToken(request.form[field])?.hash(world.key) else { return }
        try world.database.write { try $0.removeKeptForm(hash) }
    }
}

/// What is thrown where somebody has to sign in: with the form that came, where its session is known to have ended.
func signInNeeded(
    _ request: Request, _ session: BrowserToken?, at websiteID: ID<Website>, keptAt folder: String, in world: World
) throws
    -> any Error
{
    if let session, let id = try KeptForm.keep(request, ofSession: session, at: websiteID, in: world) {
        return SignInWithForm(address: folder + id)
    }
    return Refusal(.signInNeeded, "Sign in to see this page.")
}
