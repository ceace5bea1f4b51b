import Domain
import Storage
import Web

extension World {
    /// Records a refused sign-in of staff: counted, in the audit trail and in the log.
    func note(_ refusal: Refusal, of typed: String, _ request: Request) throws {
        let name = typed.lowercased().shortened(50)
        let (address, now) = (request.remoteAddress, request.now)
        let kind = refusal.kind == .tooMany ? SignInRefusal.lockedOut : .failed
        log.event(
            "sign_in_refused", at: now,
            ["name": .text(name), "address": .text(address), "reason": .text(kind.rawValue)])
        try database.write { try $0.audit(kind, of: name, from: address, at: now) }
    }
}
