import Domain
import FoundationEssentials
import Outbound

/// Everything that is Arvind's: paths, headers, field names and words. Moving to Arvind's real names touches this file alone.
enum ArvindWire {
    /// One call, ready to send, and how to read its success.
    struct Message<Value: Sendable>: Sendable {
        let kind: String
        let path: String
        let idempotencyKey: String
        let orderNumber: String?
        let body: [UInt8]
        /// The value of a body that says success; nil when the body is not the contract's.
        let success: @Sendable (_ status: Int, _ body: Data) -> Value?
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
        let body = ServiceabilityBody(
            ids: Ids(account), pincode: question.pincode.text, paymentMode: question.paymentMode.rawValue,
            items: question.items.map { .init(sku: $0.sku.text, quantity: $0.quantity) })
        return Message(
            kind: "serviceability", path: "/serviceability",
            // A question changes nothing at Arvind: the key only names it.
            idempotencyKey: "serviceability-\(question.pincode.text)", orderNumber: nil, body: encoded(body)
        ) { status, data in
            guard status == 200, let answer = try? JSONDecoder().decode(ServiceabilityReply.self, from: data) else {
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
            body: encoded(OrderBody(order, account))
        ) { _, data in
            guard let answer = try? JSONDecoder().decode(Verdict.self, from: data), answer.status == "SUCCESS" else {
                return nil
            }
            return AcceptedOrder(omsOrderID: answer.arvindOrderId)
        } accepting: { status, refusal in
            status == 409 && refusal.code == "DUPLICATE_ORDER" ? AcceptedOrder(omsOrderID: nil) : nil
        }
    }

    static func cancellation(_ request: CancellationRequest, _ account: OMSAccount) -> Message<AcceptedCancellation> {
        let body = CancellationBody(
            ids: Ids(account), cancellationId: request.reference, reason: request.reason,
            items: request.items.map {
                .init(orderItemId: $0.line.itemID(in: request.orderNumber), quantity: $0.quantity)
            })
        return Message(
            kind: "cancel", path: "/orders/\(request.orderNumber)/cancel", idempotencyKey: request.reference,
            orderNumber: request.orderNumber, body: encoded(body)
        ) { _, data in
            guard let answer = try? JSONDecoder().decode(Verdict.self, from: data), answer.status == "SUCCESS" else {
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
        let body = ReturnBody(ids: Ids(account), request)
        let numbers = request.bank.map { [$0.accountNumber] } ?? []
        return Message(
            kind: "return", path: "/orders/\(request.orderNumber)/returns", idempotencyKey: request.reference,
            orderNumber: request.orderNumber, body: encoded(body),
            success: { _, data in
                guard let answer = try? JSONDecoder().decode(Verdict.self, from: data), answer.status == "SUCCESS"
                else { return nil }
                return AcceptedReturn(
                    omsReturnID: answer.arvindReturnId.map { Mask(accountNumbers: numbers).hide(in: $0) })
            }, accountNumbers: numbers)
    }

    // MARK: Answers

    /// Sorts an answer into the three kinds of `outbound.md`.
    static func reply<Value>(to message: Message<Value>, _ answer: HTTPClient.Answer) -> Reply<Value> {
        let data = Data(answer.body)
        switch answer.status {
        case 429: return .unknown("Arvind asked us to slow down (HTTP 429).")
        case 200..<300, 400..<500:
            if let verdict = try? JSONDecoder().decode(Verdict.self, from: data), verdict.status == "FAILURE" {
                let refusal = OMSRefusal(code: verdict.code ?? "", message: verdict.message ?? "")
                return message.accepting(answer.status, refusal).map { .accepted($0) } ?? .refused(refusal)
            }
            if answer.status < 300, let value = message.success(answer.status, data) { return .accepted(value) }
            return .unknown("Arvind answered something we do not understand (HTTP \(answer.status)).")
        default: return .unknown("Arvind had a fault of its own (HTTP \(answer.status)).")
        }
    }

    // MARK: Bodies

    private static func encoded(_ body: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Our bodies are texts, integers and lists of them: there is nothing in them that cannot be encoded.
        return (try? encoder.encode(body)).map { Array($0) } ?? []
    }

    private struct Verdict: Decodable {
        let status: String
        let code: String?
        let message: String?
        let arvindOrderId: String?
        let arvindReturnId: String?
    }

    private struct Ids {
        let channelId: String, warehouseId: String, orderingStoreId: String

        init(_ account: OMSAccount) {
            channelId = account.settings.channelID
            warehouseId = account.settings.warehouseID
            orderingStoreId = account.settings.orderingStoreID
        }
    }

    private struct ServiceabilityBody: Encodable {
        struct Item: Encodable {
            let sku: String
            let quantity: Int
        }

        let channelId: String, warehouseId: String, orderingStoreId: String
        let pincode: String
        let paymentMode: String
        let items: [Item]

        init(ids: Ids, pincode: String, paymentMode: String, items: [Item]) {
            (channelId, warehouseId, orderingStoreId) = (ids.channelId, ids.warehouseId, ids.orderingStoreId)
            self.pincode = pincode
            self.paymentMode = paymentMode
            self.items = items
        }
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

    private struct CancellationBody: Encodable {
        struct Item: Encodable { let orderItemId: String, quantity: Int }

        let channelId: String, warehouseId: String, orderingStoreId: String
        let cancellationId: String, reason: String
        let items: [Item]

        init(ids: Ids, cancellationId: String, reason: String, items: [Item]) {
            (channelId, warehouseId, orderingStoreId) = (ids.channelId, ids.warehouseId, ids.orderingStoreId)
            (self.cancellationId, self.reason, self.items) = (cancellationId, reason, items)
        }
    }

    private struct ReturnBody: Encodable {
        struct Item: Encodable { let orderItemId: String, quantity: Int, reason: String, comment: String }
        struct Refund: Encodable {
            let mode: String, accountHolder: String, accountNumber: String, ifsc: String, bankName: String,
                branchName: String
        }

        let channelId: String, warehouseId: String, orderingStoreId: String
        let returnId: String, paymentMode: String
        let items: [Item]
        let refund: Refund?

        init(ids: Ids, _ request: ReturnRequest) {
            (channelId, warehouseId, orderingStoreId) = (ids.channelId, ids.warehouseId, ids.orderingStoreId)
            returnId = request.reference
            paymentMode = request.paymentMode.rawValue
            items = request.items.map {
                Item(
                    orderItemId: $0.units.line.itemID(in: request.orderNumber), quantity: $0.units.quantity,
                    reason: $0.reason.rawValue, comment: $0.comment)
            }
            refund = request.bank.map {
                Refund(
                    mode: "NEFT", accountHolder: $0.holder, accountNumber: $0.accountNumber, ifsc: $0.ifsc,
                    bankName: $0.bank,
                    branchName: $0.branch)
            }
        }
    }

    private struct OrderBody: Encodable {
        struct Totals: Encodable { let items: Int, shipping: Int, discount: Int, total: Int }
        struct Person: Encodable { let name: String, email: String, phone: String }
        struct Place: Encodable {
            let name: String, line1: String, line2: String, city: String, state: String, pincode: String,
                country: String
            let phone: String
        }
        struct Item: Encodable {
            let orderItemId: String, sku: String, name: String, option: String, quantity: Int, unitPrice: Int,
                total: Int
        }

        let channelId: String, warehouseId: String, orderingStoreId: String
        let orderId: String, createdAt: String, currency: String, paymentMode: String
        let totals: Totals
        let customer: Person
        let shippingAddress: Place
        let billingAddress: Place
        let items: [Item]

        init(_ order: Order, _ account: OMSAccount) {
            let ids = Ids(account)
            (channelId, warehouseId, orderingStoreId) = (ids.channelId, ids.warehouseId, ids.orderingStoreId)
            orderId = order.number
            createdAt = order.placedAt.rfc3339
            currency = "INR"
            paymentMode = order.paymentMode.rawValue
            let wanted = order.wantedTotals
            totals = Totals(
                items: wanted.items.paise, shipping: wanted.shipping.paise, discount: wanted.discount.paise,
                total: wanted.total.paise)
            let address = order.address
            customer = Person(name: address.name, email: order.email, phone: address.phone.text)
            shippingAddress = Place(
                name: address.name, line1: address.line1, line2: address.line2, city: address.city,
                state: address.state,
                pincode: address.pincode.text, country: "IN", phone: address.phone.text)
            billingAddress = shippingAddress
            // What was cancelled before the order went out is none of Arvind's business.
            items = order.lines.filter { $0.progress.wanted > 0 }.map {
                Item(
                    orderItemId: $0.itemID(in: order.number), sku: $0.sku ?? "", name: $0.name, option: $0.optionText,
                    quantity: $0.progress.wanted, unitPrice: $0.unitPrice.paise,
                    total: ($0.unitPrice * $0.progress.wanted).paise)
            }
        }
    }
}
