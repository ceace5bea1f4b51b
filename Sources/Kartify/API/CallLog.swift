import Domain
import Storage
import Web

/// Answers a proven partner, and sees that the call is in the exchange log with the answer it got.
///
/// A POST that is done has been kept in the transaction of its change, so that neither is there without the other. What changes
/// nothing is kept here: reads, refusals, faults, and requests that were answered before under their `Idempotency-Key`. Such an
/// answer is good whether the log takes the call or not; a log that does not is told of in the server's own log.
func logged(
    _ request: Request, of partner: Partner, in world: World, _ answer: () throws -> Response
) -> Response {
    do {
        let response = try answer()
        let isKept = request.method == "POST" && response.header("Idempotency-Replayed") == nil
        if !isKept { keep(request, response, of: partner, in: world) }
        return response
    } catch {
        let response = failure(error, request, in: world)
        keep(request, response, of: partner, in: world)
        return response
    }
}

private func keep(_ request: Request, _ response: Response, of partner: Partner, in world: World) {
    let key = request.header("idempotency-key").map { String($0.prefix(257)) }
    let row = call(request, isRead: response.status != .tooManyRequests)
        .answered(response.status, response.body, at: world.clock(), key: key)
    do {
        try world.database.write(patiently: false) { try $0.logCall(row, of: partner.website.id) }
    } catch {
        world.log.fault(error, at: request.now, ["id": request.id])
    }
}

/// - Parameter isRead: false beyond the limit of calls: their bodies are not worth the space.
private func call(_ request: Request, isRead: Bool) -> ReceivedCall {
    let isPost = request.method == "POST"
    let (kind, order) = subject(request, isPost: isPost)
    let text = isPost && isRead ? keptText(request.body) : ""
    return ReceivedCall(
        kind: kind, target: request.path, order: order, at: request.now,
        body: kind == .webhook ? withoutLongNumbers(text) : text)
}

private func subject(_ request: Request, isPost: Bool) -> (kind: CallKind, order: String?) {
    if request.path.hasPrefix("/api/v1/orders/") { return (.orderRead, String(request.path("number").prefix(64))) }
    if request.path.hasPrefix("/api/v1/webhooks/") { return (.webhook, nil) }
    return (isPost ? .inventory : .inventoryRead, nil)
}

/// The text with the last four digits of each long number. Nobody has looked into this event: the words about a refund may hold
/// an account number.
func withoutLongNumbers(_ text: String) -> String {
    text.replacing(/[0-9](?:[ ._\/-]?[0-9]){8,}/) { "••••" + $0.output.filter(\.isNumber).suffix(4) }
}
