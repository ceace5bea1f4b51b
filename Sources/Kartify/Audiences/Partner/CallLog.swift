import Domain
import Storage
import Web

/// Answers a proven partner, and sees that the call is in the exchange log with the answer it got.
///
/// A handler that changes something logs the call itself, in the transaction of its change; what no transaction has logged is
/// logged here. Here it is best effort: a failure goes to the server's own log and never changes the answer.
func withCallLog(_ partner: Partner, _ request: Request, in world: World, _ answer: () throws -> Response) -> Response {
    let order = partner.call.kind == .orderRead ? String(request.path("number").prefix(64)) : nil
    func log(_ response: Response) {
        do {
            try world.database.write(for: partner.website.id) { try $0.log(partner.call, response, order: order) }
        } catch {
            world.log.fault(error, at: request.now)
        }
    }
    func count(_ response: Response) {
        world.metrics.called(partner.call.kind, CallOutcome(response), took: world.clock() - request.now)
    }
    do {
        let response = try answer()
        if !partner.call.isLogged { log(response) }
        count(response)
        return response
    } catch {
        // Its transaction, if it had begun one, is undone, and what that logged with it.
        let response = Problem(error, request, in: world).response
        log(response)
        count(response)
        return response
    }
}
