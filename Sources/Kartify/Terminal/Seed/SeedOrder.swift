import Crypto
import Domain
import JSON
import Storage

/// A customer of the seed: the same one for the same number.
struct SeedPerson: Sendable {
    let name: String
    let email: EmailAddress
    let address: Address

    /// A person of this number, or with another name and e-mail at the number's address.
    init(_ index: Int, name given: (name: String, email: String)? = nil) {
        let first = ["Asha", "Ravi", "Meera", "Arjun", "Kavya", "Sanjay", "Lakshmi", "Imran", "Divya", "Joseph"]
        let last = ["Rao", "Iyer", "Sharma", "Khan", "Patel", "Das", "Nair", "Reddy", "Fernandes", "Gupta", "Singh"]
        let cities = [
            ("Bengaluru", "Karnataka", 560_001), ("Mumbai", "Maharashtra", 400_001), ("Chennai", "Tamil Nadu", 600_001),
        ]
        let (city, state, pincode) = cities[index % cities.count]
        name = given?.name ?? "\(first[index % first.count]) \(last[index % last.count])"
        guard let email = EmailAddress(given?.email ?? "customer-\(index)@example.com"),
            let pincode = Pincode("\(pincode + index % 90)"),
            let phone = Mobile("\(9_000_000_000 + index)")
        else { preconditionFailure("a seed's customer breaks the rules of the shop") }
        self.email = email
        address = Address(
            name: name, line1: "\(index % 400 + 1) MG Road", line2: "", city: city, state: state, pincode: pincode,
            phone: phone)
    }
}

struct SeedOrder: Sendable {
    let index: Int
    let person: SeedPerson
    let customer: ID<CustomerAccount>?
    let products: [ID<Product>]
    let placedAt: Instant
    let journey: SeedJourney

    var isPrepaid: Bool { index.isMultiple(of: 3) }

    /// All that happens to it before a time.
    func steps(until end: Instant) -> [SeedStep] {
        let pushedAt = placedAt + min(.minutes(5), Span(milliseconds: (end - placedAt).milliseconds / 2))
        var steps = [SeedStep(order: self, at: placedAt, kind: .placed)]
        switch journey.push {
        case .waiting: return steps
        case .accepted: steps.append(SeedStep(order: self, at: pushedAt, kind: .pushed))
        case .refused(let words): return steps + [SeedStep(order: self, at: pushedAt, kind: .refused(words))]
        }
        let pause = (end - pushedAt).milliseconds / Int64(journey.statuses.count + 1)
        for (number, status) in journey.statuses.enumerated() {
            let age = min(.hours(20), Span(milliseconds: pause)).milliseconds * Int64(number + 1)
            steps.append(SeedStep(order: self, at: pushedAt + Span(milliseconds: age), kind: .reported(status)))
        }
        return steps
    }

    /// The parcel that both items are in.
    func shipment(for status: ItemStatus) -> Shipment {
        guard status == .shipped else { return .none }
        return Shipment(
            courier: "DTDC", awb: "N\(40_000_000 + index)", trackingURL: "https://track.example/N\(40_000_000 + index)")
    }
}

/// What happens to an order at one time. The steps of all orders are taken in the order of time, as the log and the histories
/// have them in real life.
struct SeedStep: Sendable {
    enum Kind: Sendable {
        case placed, pushed
        case refused(String)
        case reported(ItemStatus)
    }

    let order: SeedOrder
    let at: Instant
    let kind: Kind
}

extension Transaction {
    /// - Parameter known: the order of an earlier step.
    func take(_ step: SeedStep, of known: ID<Order>?, at website: Website) throws -> ID<Order> {
        guard let known else { return try place(step.order, at: website) }
        guard let order = try order(id: known) else { throw Refusal.notFound("order") }
        switch step.kind {
        case .placed: break
        case .pushed:
            try markPushed(order, omsOrderID: "AO-\(order.id)", actor: nil, now: step.at)
            try logCall(pushCall(order, at: step.at), of: website.id)
        case .refused(let words): try markPushRefused(order.id, reason: words)
        case .reported(let status): try report(status, of: order, step.order, at: step.at)
        }
        return known
    }

    private func place(_ seed: SeedOrder, at website: Website) throws -> ID<Order> {
        let person = seed.person
        var lines: [OrderDraft.Line] = []
        for (place, id) in seed.products.enumerated() {
            guard let product = try product(id: id, of: website.id) else { throw Refusal.notFound("product") }
            let values = product.stockOption?.values ?? []
            let choice = values.isEmpty ? [] : [values[(seed.index + place) % values.count].id]
            lines.append(OrderDraft.Line(offer: try product.offer(choosing: Set(choice)), quantity: 1 + place))
        }
        let order = try placeOrder(
            OrderDraft(
                lines: lines, paymentMode: seed.isPrepaid ? .prepaid : .cod, email: person.email,
                address: person.address,
                customerID: seed.customer, owner: randomBytes(32)),
            at: website, now: seed.placedAt)
        if seed.isPrepaid { try markPaid(order, now: seed.placedAt + .minutes(1)) }
        return order.id
    }

    private func report(_ status: ItemStatus, of order: Order, _ seed: SeedOrder, at time: Instant) throws {
        let shipment = seed.shipment(for: status)
        var items: [EventItem] = []
        for line in order.lines.prefix(seed.journey.isPartial ? 1 : order.lines.count) {
            try moveItem(
                line, of: order, ItemMove(to: status, at: time, source: .webhook, shipment: shipment), now: time)
            items.append(
                EventItem(
                    place: line.line, item: line.itemID(in: order.number), status: status.rawValue, quantity: nil,
                    outcome: .applied))
        }
        let id = "evt-\(order.id)-\(status.rawValue)"
        let body: JSONValue = [
            "eventId": .text(id), "eventTime": .text(time.rfc3339), "orderId": .text(order.number),
            "items": .list(
                items.map {
                    [
                        "orderItemId": .text($0.item), "status": .text($0.status),
                        "courier": JSONValue(shipment.courier),
                        "awb": JSONValue(shipment.awb), "trackingUrl": JSONValue(shipment.trackingURL),
                    ]
                }),
        ]
        let answer: JSONValue = [
            "eventId": .text(id),
            "results": .list(
                items.map { ["orderItemId": .text($0.item), "outcome": "applied", "status": .text($0.status)] }),
        ]
        try insertWebhookEvent(
            WebhookEvent(
                websiteID: order.websiteID, oms: order.oms, eventID: id, eventTime: time, orderNumber: order.number,
                body: body.document),
            items, answer: answer.document, at: time)
        try logCall(
            ExchangeRow(
                at: time, kind: .webhook, oms: order.oms, target: "/api/v1/webhooks/order-status",
                orderNumber: order.number,
                outcome: .accepted, httpStatus: 200, milliseconds: 4, request: KeptText(body.document),
                response: KeptText(answer.document)),
            of: order.websiteID)
    }
}

/// A push that the OMS has taken, as the log has it.
private func pushCall(_ order: Order, at time: Instant) -> ExchangeRow {
    let request: JSONValue = [
        "orderId": .text(order.number), "createdAt": .text(order.placedAt.rfc3339), "currency": "INR",
        "totals": ["total": .integer(order.totals.total.paise)],
        "shippingAddress": [
            "name": .text(order.address.name), "line1": .text(order.address.line1), "city": .text(order.address.city),
            "state": .text(order.address.state), "pincode": .text(order.address.pincode.text),
            "phone": .text(order.address.phone.text),
        ],
        "customer": ["email": .text(order.email)],
        "items": .list(
            order.lines.map {
                [
                    "orderItemId": .text($0.itemID(in: order.number)), "sku": .text($0.sku ?? ""),
                    "name": .text($0.name),
                    "option": .text($0.optionText), "quantity": .integer($0.quantity),
                    "unitPrice": .integer($0.unitPrice.paise),
                ]
            }),
    ]
    return ExchangeRow(
        at: time, kind: .order, oms: order.oms, target: "https://oms.example/orders", orderNumber: order.number,
        outcome: .accepted,
        httpStatus: 200, milliseconds: 120, request: KeptText(request.document),
        response: KeptText((["status": "SUCCESS", "requestId": .text("req_\(order.id)")] as JSONValue).document))
}
