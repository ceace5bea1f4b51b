import Crypto
import Domain
import JSON
import Outbound

/// FYND's calls: paths, headers and answers. FYND hands its contract out per account, and it is not public: the names here follow
/// its public client's where that has any, and are ours where it has none. Adopting an account's specification changes this folder
/// only.
enum FyndWire: OMSAdapter {
    static let kind = OMSKind.fynd

    static func headers(_ account: OMSAccount, idempotencyKey: String?) -> [String] {
        [
            "X-Affiliate-Id: \(account.settings.channelID)", "X-Affiliate-Token: \(account.authToken)",
            "Content-Type: application/json", "Accept: application/json", "User-Agent: Kartify/1.0",
        ] + (idempotencyKey.map { ["Idempotency-Key: \($0)"] } ?? [])
    }

    static func serviceability(
        _ question: ServiceabilityQuestion, _ account: OMSAccount, as kind: CallKind
    ) -> Message<ServiceabilityAnswer> {
        Message(
            kind: kind, path: "/serviceability", idempotencyKey: nil, orderNumber: nil,
            body: FyndBodies.serviceability(question, account), success: FyndAnswers.serviceability)
    }

    static func order(_ order: Order, _ account: OMSAccount) -> Message<String?> {
        Message(
            kind: .order, path: "/orders", idempotencyKey: order.number, orderNumber: order.number,
            body: FyndBodies.order(order, account)
        ) { _, body in
            FyndAnswers.success(body).map { $0["fyndOrderId"]?.text }
        } accepting: { status, refusal in
            status == 409 && refusal.ownCode == "order_exists" ? .some(nil) : nil
        }
    }

    static func cancellation(_ request: CancellationRequest, _ account: OMSAccount) -> Message<String?> {
        Message(
            kind: .cancellation, path: "/orders/\(request.orderNumber)/cancel", idempotencyKey: request.reference,
            orderNumber: request.orderNumber, body: FyndBodies.cancellation(request, account)
        ) { _, body in
            FyndAnswers.success(body).map { _ in nil }
        } accepting: { _, refusal in
            request.isDone(despite: refusal.code) ? .some(nil) : nil
        }
    }

    static func customerReturn(_ request: ReturnRequest, _ account: OMSAccount) -> Message<String?> {
        let refund = request.account
        return Message(
            kind: .customerReturn, path: "/orders/\(request.orderNumber)/returns", idempotencyKey: request.reference,
            orderNumber: request.orderNumber, body: FyndBodies.customerReturn(request, account),
            success: { _, body in
                FyndAnswers.success(body).map {
                    $0["fyndReturnId"]?.text.map { Mask(account: refund).hide(in: $0) }
                }
            }, account: refund)
    }

    /// SKUs at once: their stock is asked for in one call, and taken in one transaction.
    private static let batch = 500

    static func stockChanges(since cursor: String?, _ account: OMSAccount) -> Message<StockChanges>? {
        let body: JSONValue = [
            "affiliateId": .text(account.settings.channelID), "since": cursor.map { .text($0) },
            "limit": .integer(batch),
        ]
        return Message(
            kind: .stockChanges, path: "/inventory/changes", idempotencyKey: nil, orderNumber: nil, body: body.bytes,
            success: FyndAnswers.stockChanges)
    }

    static func stock(of skus: [SKU], _ account: OMSAccount, as kind: CallKind) -> Message<[InventoryItem]>? {
        let body: JSONValue = [
            "affiliateId": .text(account.settings.channelID), "skus": .list(skus.map { .text($0.text) }),
        ]
        return Message(
            kind: kind, path: "/inventory/stock", idempotencyKey: nil, orderNumber: nil, body: body.bytes,
            success: FyndAnswers.stock)
    }

    static func meaning(of code: String) -> RefusalCode { RefusalCode(fynd: code) }

    static func signingKey(_ secret: String) -> [UInt8]? {
        let bytes = Array(secret.utf8)
        return bytes.count >= 16 && bytes.allSatisfy { (33...126).contains($0) } ? bytes : nil
    }

    static let secretObjection = "A secret key has at least 16 visible ASCII characters. Copy it again."

    /// The HMAC-SHA-256 of the body as it came, in hexadecimal digits.
    static func objection(toSignature header: (String) -> String?, of body: [UInt8], by keys: [[UInt8]], now: Instant)
        -> String?
    {
        let sent = Array((header("x-fynd-signature") ?? "").lowercased().utf8)
        let isRight = keys.map { constantTimeEqual(hexadecimal(hmacSHA256(body, key: $0)), sent) }
        return isRight.contains(true)
            ? nil : "Send X-Fynd-Signature: the body's HMAC-SHA-256 with the secret key, in hexadecimal digits."
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
}
