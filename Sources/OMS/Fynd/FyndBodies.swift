import Domain
import JSON

/// The bodies that go to FYND, member by member. Amounts are rupees.
enum FyndBodies {
    static func serviceability(_ question: ServiceabilityQuestion, _ account: OMSAccount) -> [UInt8] {
        let bags: [JSONValue] = question.items.map { ["sku": .text($0.sku.text), "quantity": .integer($0.quantity)] }
        return body(
            account,
            [
                "pincode": .text(question.pincode.text), "paymentMode": .text(question.paymentMode.fyndWord),
                "bags": .list(bags),
            ])
    }

    static func order(_ order: Order, _ account: OMSAccount) -> [UInt8] {
        let wanted = order.wantedTotals
        let place = address(order.address, email: order.email)
        return body(
            account,
            [
                "affiliateOrderId": .text(order.number), "createdAt": .text(order.placedAt.rfc3339),
                "paymentMode": .text(order.paymentMode.fyndWord),
                // Units that were cancelled before the push are left out.
                "bags": .list(
                    order.lines.filter { $0.progress.wanted > 0 }.map { bag($0, in: order.number, account) }),
                "shippingAddress": place, "billingAddress": place, "deliveryCharges": rupees(wanted.shipping),
                "codCharges": rupees(.zero), "discount": rupees(wanted.discount), "total": rupees(wanted.total),
            ])
    }

    /// Which location fulfils a bag is FYND's decision: the website is one store to it.
    private static func bag(_ line: OrderLine, in number: String, _ account: OMSAccount) -> JSONValue {
        [
            "itemId": .text(line.itemID(in: number)), "sku": .text(line.sku ?? ""),
            "quantity": .integer(line.progress.wanted), "priceMarked": rupees(line.unitPrice),
            "priceEffective": rupees(line.unitPrice), "affiliateStoreId": .text(account.settings.channelID),
        ]
    }

    private static func address(_ address: Address, email: String) -> JSONValue {
        let (first, last) = names(address.name)
        return [
            "firstName": .text(first), "lastName": .text(last), "email": .text(email),
            "phone": .text(address.phone.text), "address1": .text(address.line1), "address2": .text(address.line2),
            "city": .text(address.city), "state": .text(address.state), "country": "India",
            "pincode": .text(address.pincode.text),
        ]
    }

    /// The last word is the family's; a single word is the person's own.
    private static func names(_ name: String) -> (first: String, last: String) {
        let words = name.split(separator: " ")
        return words.count < 2
            ? (name, "") : (words.dropLast().joined(separator: " "), words.last.map(String.init) ?? "")
    }

    static func cancellation(_ request: CancellationRequest, _ account: OMSAccount) -> [UInt8] {
        let bags: [JSONValue] = request.items.map {
            ["itemId": .text($0.line.itemID(in: request.orderNumber)), "quantity": .integer($0.quantity)]
        }
        return body(
            account,
            [
                "affiliateOrderId": .text(request.orderNumber), "cancellationId": .text(request.reference),
                "reason": .text(request.reason), "bags": .list(bags),
            ])
    }

    static func customerReturn(_ request: ReturnRequest, _ account: OMSAccount) -> [UInt8] {
        let bags: [JSONValue] = request.items.map {
            [
                "itemId": .text($0.units.line.itemID(in: request.orderNumber)),
                "quantity": .integer($0.units.quantity), "reason": .text($0.reason.fyndWord),
                "comment": .text($0.comment),
            ]
        }
        return body(
            account,
            [
                "affiliateOrderId": .text(request.orderNumber), "returnId": .text(request.reference),
                "paymentMode": .text(request.paymentMode.fyndWord), "bags": .list(bags),
                "refund": request.account.map(refund),
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

    /// A body: whose it is, then the call's own members.
    private static func body(_ account: OMSAccount, _ members: KeyValuePairs<String, JSONValue?>) -> [UInt8] {
        let id = JSONValue.Member("affiliateId", .text(account.settings.channelID))
        return JSONValue.object([id] + members.compactMap { name, value in value.map { .init(name, $0) } }).bytes
    }

    /// `1299.50`, never a fraction that cannot be written in binary.
    private static func rupees(_ money: Money) -> JSONValue {
        let paise = abs(money.paise % 100)
        return .number("\(money.paise / 100).\(paise < 10 ? "0" : "")\(paise)")
    }
}

extension FyndWire {
    static func privateMembers(_ kind: PrivateData) -> Set<String> {
        switch kind {
        case .customer: ["shippingAddress", "billingAddress", "email", "phone", "firstName", "lastName"]
        case .bankDetails: ["refund"]
        }
    }

    static let plainMembers: Set = ["city", "state", "pincode", "country", "mode"]
}
