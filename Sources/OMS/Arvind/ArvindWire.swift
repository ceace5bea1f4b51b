import Domain
import JSON
import Outbound

/// The calls to Arvind: paths, headers, and how its answers are read. `ArvindBodies` has what goes out.
enum ArvindWire {
    /// One call, ready to send, and how to read its success.
    struct Message<Value: Sendable>: Sendable {
        let kind: String
        let path: String
        let idempotencyKey: String
        let orderNumber: String?
        let body: [UInt8]
        /// The value of a body that says success; nil when the body is not the contract's.
        let success: @Sendable (_ status: Int, _ body: [UInt8]) -> Value?
        /// A refusal that is really a success.
        var accepting: @Sendable (_ status: Int, OMSRefusal) -> Value? = { _, _ in nil }
        /// What must not be kept, in whatever place of the request or the answer it stands.
        var accountNumbers: [String] = []
    }

    static func headers(_ account: OMSAccount, idempotencyKey: String) -> [String] {
        [
            "Authorization: Bearer \(account.authToken)", "Content-Type: application/json", "Accept: application/json",
            "Idempotency-Key: \(idempotencyKey)", "User-Agent: Kartify/1.0",
        ]
    }

    // MARK: Calls

    static func serviceability(_ question: ServiceabilityQuestion, _ account: OMSAccount) -> Message<
        ServiceabilityAnswer
    > {
        Message(
            kind: "serviceability", path: "/serviceability",
            // A question changes nothing at Arvind: the key only names it.
            idempotencyKey: "serviceability-\(question.pincode.text)", orderNumber: nil,
            body: ArvindBodies.serviceability(question, account)
        ) { status, data in
            guard status == 200, let answer = try? ServiceabilityReply(json: data) else {
                return nil
            }
            return ServiceabilityAnswer(
                isServiceable: answer.serviceable, reason: answer.reason,
                items: (answer.items ?? []).map {
                    .init(
                        sku: $0.sku, isServiceable: $0.serviceable, availableQuantity: $0.availableQuantity,
                        reason: $0.reason)
                })
        }
    }

    static func order(_ order: Order, _ account: OMSAccount) -> Message<AcceptedOrder> {
        Message(
            kind: "order", path: "/orders", idempotencyKey: order.number, orderNumber: order.number,
            body: ArvindBodies.order(order, account)
        ) { _, data in
            guard let answer = try? Verdict(json: data), answer.status == "SUCCESS" else {
                return nil
            }
            return AcceptedOrder(omsOrderID: answer.arvindOrderId)
        } accepting: { status, refusal in
            status == 409 && refusal.code == "DUPLICATE_ORDER" ? AcceptedOrder(omsOrderID: nil) : nil
        }
    }

    static func cancellation(_ request: CancellationRequest, _ account: OMSAccount) -> Message<AcceptedCancellation> {
        Message(
            kind: "cancel", path: "/orders/\(request.orderNumber)/cancel", idempotencyKey: request.reference,
            orderNumber: request.orderNumber, body: ArvindBodies.cancellation(request, account)
        ) { _, data in
            guard let answer = try? Verdict(json: data), answer.status == "SUCCESS" else {
                return nil
            }
            return AcceptedCancellation()
        } accepting: { _, refusal in
            switch refusal.code {
            // The same was asked before without a clear answer: what is cancelled by now is what we asked for.
            case "ALREADY_CANCELLED": request.isRepeated ? AcceptedCancellation() : nil
            case "UNKNOWN_ORDER": request.mayBeUnknown ? AcceptedCancellation() : nil
            default: nil
            }
        }
    }

    static func customerReturn(_ request: ReturnRequest, _ account: OMSAccount) -> Message<AcceptedReturn> {
        let numbers = request.bank.map { [$0.accountNumber] } ?? []
        return Message(
            kind: "return", path: "/orders/\(request.orderNumber)/returns", idempotencyKey: request.reference,
            orderNumber: request.orderNumber, body: ArvindBodies.customerReturn(request, account),
            success: { _, data in
                guard let answer = try? Verdict(json: data), answer.status == "SUCCESS"
                else { return nil }
                return AcceptedReturn(
                    omsReturnID: answer.arvindReturnId.map { Mask(accountNumbers: numbers).hide(in: $0) })
            }, accountNumbers: numbers)
    }

    // MARK: Answers

    /// Sorts an answer: accepted, refused, or unknown.
    static func reply<Value>(to message: Message<Value>, _ answer: HTTPClient.Answer) -> Reply<Value> {
        switch answer.status {
        case 429: return .unknown("Arvind asked us to slow down (HTTP 429).")
        case 200..<300, 400..<500:
            if let verdict = try? Verdict(json: answer.body), verdict.status == "FAILURE" {
                let refusal = OMSRefusal(code: verdict.code ?? "", message: verdict.message ?? "")
                return message.accepting(answer.status, refusal).map { .accepted($0) } ?? .refused(refusal)
            }
            if answer.status < 300, let value = message.success(answer.status, answer.body) { return .accepted(value) }
            return .unknown("Arvind answered something we do not understand (HTTP \(answer.status)).")
        default: return .unknown("Arvind had a fault of its own (HTTP \(answer.status)).")
        }
    }

    private struct Verdict: Decodable {
        let status: String
        let code: String?
        let message: String?
        let arvindOrderId: String?
        let arvindReturnId: String?
    }

    private struct ServiceabilityReply: Decodable {
        struct Item: Decodable {
            let sku: String
            let serviceable: Bool
            let availableQuantity: Int?
            let reason: String?
        }

        let serviceable: Bool
        let items: [Item]?
        let reason: String?
    }
}
