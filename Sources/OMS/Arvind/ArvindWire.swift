import Domain

/// Arvind's calls: paths, headers and answers. Its fields are in `ArvindBodies` and `ArvindAnswers`, its codes in
/// `ArvindCodes`: adopting Arvind's real names changes this folder only.
enum ArvindWire {
    /// One call, ready to send, and how to read its success.
    struct Message<Value: Sendable>: Sendable {
        let kind: CallKind
        let path: String
        /// nil for a question: a server that replays by key would answer with another cart's result.
        let idempotencyKey: String?
        let orderNumber: String?
        let body: [UInt8]
        /// The value of a body that reports success; nil when the body is not as agreed.
        let success: @Sendable (_ status: Int, _ body: [UInt8]) -> Value?
        /// A refusal that is really a success.
        var accepting: @Sendable (_ status: Int, OMSRefusal) -> Value? = { _, _ in nil }
        /// What must not be stored, wherever it is in the request or the answer.
        var accountNumbers: [String] = []
    }

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
            switch refusal.code {
            // The same request had no clear answer before: what is cancelled now is what we asked for.
            case .alreadyCancelled: request.isRepeated ? .some(nil) : nil
            case .unknownOrder: request.presence == .certainly ? nil : .some(nil)
            default: nil
            }
        }
    }

    static func customerReturn(_ request: ReturnRequest, _ account: OMSAccount) -> Message<String?> {
        let numbers = request.bank.map { [$0.accountNumber] } ?? []
        return Message(
            kind: .customerReturn, path: "/orders/\(request.orderNumber)/returns", idempotencyKey: request.reference,
            orderNumber: request.orderNumber, body: ArvindBodies.customerReturn(request, account),
            success: { _, body in
                success(body).map { $0.arvindReturnId.map { Mask(accountNumbers: numbers).hide(in: $0) } }
            }, accountNumbers: numbers)
    }
}
