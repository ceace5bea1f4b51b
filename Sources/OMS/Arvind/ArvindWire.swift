import Crypto
import Domain

/// Arvind's calls: paths, headers and answers. Its fields are in `ArvindBodies` and `ArvindAnswers`, its codes in
/// `ArvindCodes`: adopting Arvind's real names changes this folder only.
enum ArvindWire: OMSAdapter {
    static let kind = OMSKind.arvind

    static func headers(_ account: OMSAccount, idempotencyKey: String?) -> [String] {
        [
            "Authorization: Bearer \(account.authToken)", "Content-Type: application/json", "Accept: application/json",
            "User-Agent: Kartify/1.0",
        ] + (idempotencyKey.map { ["Idempotency-Key: \($0)"] } ?? [])
    }

    static func serviceability(
        _ question: ServiceabilityQuestion, _ account: OMSAccount, as kind: CallKind
    ) -> Message<ServiceabilityAnswer> {
        Message(
            kind: kind, path: "/serviceability", idempotencyKey: nil, orderNumber: nil,
            body: ArvindBodies.serviceability(question, account), success: serviceabilityAnswer)
    }

    static func order(_ order: Order, _ account: OMSAccount) -> Message<String?> {
        Message(
            kind: .order, path: "/orders", idempotencyKey: order.number, orderNumber: order.number,
            body: ArvindBodies.order(order, account)
        ) { _, body in
            success(body).map(\.arvindOrderId)
        } accepting: { status, refusal in
            status == 409 && refusal.ownCode == "DUPLICATE_ORDER" ? .some(nil) : nil
        }
    }

    static func cancellation(_ request: CancellationRequest, _ account: OMSAccount) -> Message<String?> {
        Message(
            kind: .cancellation, path: "/orders/\(request.orderNumber)/cancel", idempotencyKey: request.reference,
            orderNumber: request.orderNumber, body: ArvindBodies.cancellation(request, account)
        ) { _, body in
            success(body).map { _ in nil }
        } accepting: { _, refusal in
            request.isDone(despite: refusal.code) ? .some(nil) : nil
        }
    }

    static func customerReturn(_ request: ReturnRequest, _ account: OMSAccount) -> Message<String?> {
        let refund = request.account
        return Message(
            kind: .customerReturn, path: "/orders/\(request.orderNumber)/returns", idempotencyKey: request.reference,
            orderNumber: request.orderNumber, body: ArvindBodies.customerReturn(request, account),
            success: { _, body in
                success(body).map { $0.arvindReturnId.map { Mask(account: refund).hide(in: $0) } }
            }, account: refund)
    }

    static func refusal(in body: [UInt8]) -> OMSRefusal? {
        guard let verdict = try? Verdict(json: body), verdict.status == "FAILURE" else { return nil }
        return OMSRefusal(arvind: verdict.code, message: verdict.message)
    }

    static func meaning(of code: String) -> RefusalCode { RefusalCode(arvind: code) }

    static func signingKey(_ secret: String) -> [UInt8]? { WebhookSecret.key(secret) }

    static let secretObjection = "A webhook secret begins with whsec_, followed by base64. Copy it again."
}
