import Domain
import Storage
import Testing

/// A draft that buys one line: the product's first value of its stock option, or the product itself.
func aDraft(
    of product: Product, value: Int = 0, quantity: Int = 1, paymentMode: PaymentMode = .cod,
    email: String = "asha@example.com", customer: CustomerAccount? = nil, owner: [UInt8] = [1, 2, 3]
) throws -> OrderDraft {
    try aDraft(
        [aDraftLine(of: product, value: value, quantity: quantity)], paymentMode: paymentMode, email: email,
        customer: customer, owner: owner)
}

func aDraft(
    _ lines: [OrderDraft.Line], paymentMode: PaymentMode = .cod, email: String = "asha@example.com",
    customer: CustomerAccount? = nil, owner: [UInt8] = [1, 2, 3]
) throws -> OrderDraft {
    OrderDraft(
        lines: lines, paymentMode: paymentMode, email: try #require(EmailAddress(email)), address: try anAddress(),
        customerID: customer?.id, owner: owner)
}

func aDraftLine(of product: Product, value: Int = 0, quantity: Int = 1) throws -> OrderDraft.Line {
    let choices = product.stockOption.map { [$0.values[value].id] } ?? []
    return OrderDraft.Line(offer: try product.offer(choosing: Set(choices)), quantity: quantity)
}

func anAddress() throws -> Address {
    Address(
        name: "Asha Rao", line1: "1 MG Road", line2: "", city: "Bengaluru", state: "Karnataka",
        pincode: try #require(Pincode("560001")), phone: try #require(Mobile("9876543210")))
}

func aCount(_ code: String = "POLO-M", _ count: Int, takenAt: Instant = noon) throws -> StockCount {
    StockCount(sku: try #require(SKU(code)), count: count, takenAt: takenAt)
}

func anEvent(
    _ id: String = "evt_1", order: String = "KFY-100001", body: String = "{}", at website: Website
) -> WebhookEvent {
    WebhookEvent(websiteID: website.id, oms: .arvind, eventID: id, eventTime: noon, orderNumber: order, body: body)
}

func anItem(_ outcome: EventItemOutcome = .applied, place: Int = 1) -> EventItem {
    EventItem(place: place, item: "KFY-100001-1", status: "packed", quantity: nil, outcome: outcome)
}

func anExchange(order: String? = "KFY-100001", outcome: CallOutcome = .accepted) -> ExchangeRow {
    ExchangeRow(
        at: noon, kind: .order, oms: .arvind, target: "/orders", orderNumber: order, outcome: outcome, httpStatus: 200,
        milliseconds: 12,
        request: "{}", response: "{}")
}

extension Product {
    /// The SKU of the stock option's value.
    func sku(_ value: Int = 0) -> StockedSKU? {
        stockOption.map { $0.values[value].sku } ?? sku
    }
}

/// Where somebody signed in.
let anOrigin = SessionOrigin(device: DeviceName(userAgent: "Firefox/141.0 (Windows)"), address: "192.0.2.7")
