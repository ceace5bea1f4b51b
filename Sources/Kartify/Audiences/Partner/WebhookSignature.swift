import Crypto
import Domain
import OMS
import Storage
import Web

/// Checks an event's signature with the module's webhook secret, or the one before it while that is kept. An OMS that signs in needs
/// none unless its module has a secret.
func checkSignature(_ request: Request, of partner: Partner, _ world: World) throws(APIRefusal) {
    guard let sealed = partner.module.sealedWebhookSecret else {
        guard partner.oms.signsIn else { throw .unauthorized("This website has no secret key yet.") }
        return
    }
    let previous = partner.module.previousWebhookSecret?.accepted(at: request.now)
    let keys = [sealed, previous].compactMap { $0 }.compactMap { sealed in
        world.key.open(sealed, purpose: SealPurpose.webhookSecret).flatMap(partner.oms.signingKey)
    }
    guard !keys.isEmpty else {
        throw .unauthorized("The webhook secret of this website cannot be read. Ask its staff to save it again.")
    }
    let objection = partner.oms.objection(
        toSignature: { request.header($0) }, of: request.body, by: keys, now: request.now)
    if let objection { throw .unauthorized(objection) }
}
