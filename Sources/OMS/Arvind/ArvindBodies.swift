import Domain
import JSON

/// The bodies that go to Arvind, member by member.
enum ArvindBodies {
    static func serviceability(_ question: ServiceabilityQuestion, _ account: OMSAccount) -> [UInt8] {
        body(
            account,
            [
                "pincode": .text(question.pincode.text),
                "paymentMode": .text(question.paymentMode.arvindWord),
                "items": .list(question.items.map { ["sku": .text($0.sku.text), "quantity": .integer($0.quantity)] }),
            ])
    }

    static func order(_ order: Order, _ account: OMSAccount) -> [UInt8] {
        let (address, wanted) = (order.address, order.wantedTotals)
        let place: JSONValue = [
            "name": .text(address.name), "line1": .text(address.line1), "line2": .text(address.line2),
            "city": .text(address.city), "state": .text(address.state), "pincode": .text(address.pincode.text),
            "country": "IN", "phone": .text(address.phone.text),
        ]
        return body(
            account,
            [
                "orderId": .text(order.number),
                "createdAt": .text(order.placedAt.rfc3339),
                "currency": "INR",
                "paymentMode": .text(order.paymentMode.arvindWord),
                "totals": [
                    "items": .integer(wanted.items.paise), "shipping": .integer(wanted.shipping.paise),
                    "discount": .integer(wanted.discount.paise), "total": .integer(wanted.total.paise),
                ],
                "customer": [
                    "name": .text(address.name), "email": .text(order.email), "phone": .text(address.phone.text),
                ],
                "shippingAddress": place,
                "billingAddress": place,
                // Units that were cancelled before the push are left out.
                "items": .list(order.lines.filter { $0.progress.wanted > 0 }.map { item($0, in: order) }),
            ])
    }

    private static func item(_ line: OrderLine, in order: Order) -> JSONValue {
        [
            "orderItemId": .text(line.itemID(in: order.number)), "sku": .text(line.sku ?? ""),
            "name": .text(line.name), "option": .text(line.optionText), "quantity": .integer(line.progress.wanted),
            "unitPrice": .integer(line.unitPrice.paise),
            "total": .integer((line.unitPrice * line.progress.wanted).paise),
        ]
    }

    static func cancellation(_ request: CancellationRequest, _ account: OMSAccount) -> [UInt8] {
        let items: [JSONValue] = request.items.map {
            ["orderItemId": .text($0.line.itemID(in: request.orderNumber)), "quantity": .integer($0.quantity)]
        }
        return body(
            account,
            ["cancellationId": .text(request.reference), "reason": .text(request.reason), "items": .list(items)])
    }

    static func customerReturn(_ request: ReturnRequest, _ account: OMSAccount) -> [UInt8] {
        let items: [JSONValue] = request.items.map {
            [
                "orderItemId": .text($0.units.line.itemID(in: request.orderNumber)),
                "quantity": .integer($0.units.quantity), "reason": .text($0.reason.arvindWord),
                "comment": .text($0.comment),
            ]
        }
        return body(
            account,
            [
                "returnId": .text(request.reference), "paymentMode": .text(request.paymentMode.arvindWord),
                "items": .list(items), "refund": request.account.map(refund),
            ])
    }

    private static func refund(to account: RefundAccount) -> JSONValue {
        switch account {
        case .upi(let address): ["mode": "UPI", "vpa": .text(address.text)]
        case .bank(let bank):
            [
                "mode": "NEFT", "accountHolder": .text(bank.holder), "accountNumber": .text(bank.accountNumber),
                "ifsc": .text(bank.ifsc), "bankName": .text(bank.bank), "branchName": .text(bank.branch),
            ]
        }
    }

    /// A body: the account's three ids, then the call's own members.
    private static func body(_ account: OMSAccount, _ members: KeyValuePairs<String, JSONValue?>) -> [UInt8] {
        let settings = account.settings
        let ids: [JSONValue.Member] = [
            .init("channelId", .text(settings.channelID)), .init("warehouseId", .text(settings.warehouseID)),
            .init("orderingStoreId", .text(settings.orderingStoreID)),
        ]
        return JSONValue.object(ids + members.compactMap { name, value in value.map { .init(name, $0) } }).bytes
    }
}

extension ArvindWire {
    static func privateMembers(_ kind: PrivateData) -> Set<String> {
        switch kind {
        case .customer: ["customer", "shippingAddress", "billingAddress", "phone", "email"]
        case .bankDetails: ["refund"]
        }
    }

    static let plainMembers: Set = ["city", "state", "pincode", "country", "mode"]
}
