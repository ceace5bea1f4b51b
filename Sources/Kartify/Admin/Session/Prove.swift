import Crypto
import Domain
import Storage
import Web

/// A handler that runs once the person has proved, in the last minutes, that it is them. Else one page asks, with what was typed
/// sealed in it, and sends that again: nothing is lost, and no secret stands in the page or in the store.
func proved(_ handler: @escaping Audience<World, Staff>.Handler) -> Audience<World, Staff>.Handler {
    { request, staff, world in
        let asked = try ProofForm(request, of: staff, world.key)
        if staff.isProved(at: request.now) { return try handler(asked.original, staff, world) }
        guard request.form.has(ProofForm.password) else { return try staff.askForProof(asked, problem: nil, in: world) }
        do {
            guard try staff.gives(proof: request, in: world) else {
                throw Refusal(.invalid, staff.hasSecondFactor ? "Password or code is wrong." : "The password is wrong.")
            }
        } catch let refusal as Refusal {
            try world.note(refusal, of: staff.member.username, request)
            return try staff.askForProof(
                asked, problem: refusal.message, status: FailureMessage.meaning(of: refusal.kind).0, in: world)
        }
        return try handler(asked.original, staff, world)
    }
}

extension Staff {
    fileprivate func gives(proof request: Request, in world: World) throws -> Bool {
        let form = request.form
        guard
            try world.proves(
                member.username, password: form[ProofForm.password], code: form[ProofForm.code], request)
        else { return false }
        let hash = session.hash(world.key)
        try world.database.write { try $0.proveSession(hash, at: request.now) }
        return true
    }

    fileprivate func askForProof(
        _ asked: ProofForm, problem: String?, status: Status = .forbidden, in world: World
    ) throws -> Response {
        let page = ProofPage(
            action: asked.original.path, form: asked.sealed, hasSecondFactor: hasSecondFactor, problem: problem)
        return try self.page(page, status: status, in: world)
    }
}

/// A form that waits for a proof, and goes around with the page that asks: sealed for one person and one address.
private struct ProofForm {
    static let password = "proof_password", code = "proof_code"

    let original: Request
    let sealed: String

    /// - Throws: a `Refusal` for what was sealed for somebody else, or for another address: without it the form would be empty.
    init(_ request: Request, of staff: Staff, _ key: SecretKey) throws(Refusal) {
        let purpose = "form of \(staff.member.id) to \(request.path)"
        guard request.form.has(KeptForm.sealedField) else {
            original = request
            sealed = Base64.url.encode(key.seal(KeptForm.text(of: request.form.all), purpose: purpose))
            return
        }
        let given = request.form[KeptForm.sealedField]
        guard let text = Base64.url.decode(given).flatMap({ key.open($0, purpose: purpose) }),
            let fields = KeptForm.fields(of: text)
        else {
            throw Refusal(
                .invalid,
                "Somebody else has filled in this form, and nothing was changed. Open its page, and fill it in anew.")
        }
        (original, sealed) = (request.with(form: fields), given)
    }
}

struct ProofPage: TitledPage {
    static let template = "admin/session/proof.html"
    let title = "Confirm that it is you"
    let action: String
    let form: String
    let hasSecondFactor: Bool
    let problem: String?
}
