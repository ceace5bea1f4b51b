import Domain
import Storage
import Web

/// The payment gateway of a website, proved by its signature over the body as it came.
let gateway = Audience<World, Website>("gateway") { request, world, answer in
    guard let website = try world.database.read({ try $0.website(host: request.host) }) else { throw UnknownHost() }
    guard let gateway = try world.paymentGateway(of: website.id),
        gateway.hasSigned(request.body, request.header("x-payment-signature") ?? "")
    else {
        world.metrics.refusedPayment()
        throw APIRefusal(
            status: .unauthorized, code: "unauthorized",
            detail: "Send X-Payment-Signature: the body's HMAC-SHA-256 with this website's gateway secret, as base64.")
    }
    Trace.current?.proved(who: "gateway")
    return try answer(website)
}
