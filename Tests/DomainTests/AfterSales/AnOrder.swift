import Domain
import Testing

/// A line of an order: so many units in each status.
func anOrderLine(
    _ id: Int = 1, _ name: String = "Polo", _ units: KeyValuePairs<ItemStatus, Int> = [.processed: 1]
) -> OrderLine {
    OrderLine(
        id: ID(id), line: id, productID: 1, sku: "POLO-M", name: name, optionText: "Size: M",
        quantity: units.reduce(0) { $0 + $1.value }, unitPrice: Money(paise: 10_000),
        progress: LineProgress(units.map { .init($0.key, quantity: $0.value, since: noon) }))
}

func anOrder(_ lines: OrderLine..., push: PushState = .pushed) throws -> Order {
    Order(
        id: 7, websiteID: 1, oms: .arvind, number: "KFY-100023", customerID: 1, placedAt: noon, paymentMode: .cod,
        isPaid: false,
        status: .processed, totals: Totals(items: lines.reduce(.zero) { $0 + $1.total }), email: "asha@example.com",
        address: Address(
            name: "Asha Rao", line1: "1 MG Road", line2: "", city: "Bengaluru", state: "Karnataka",
            pincode: try #require(Pincode("560001")), phone: try #require(Mobile("9876543210"))),
        push: PushProgress(
            state: push, attempts: 1, reason: nil, nextAt: noon, acknowledgedAt: nil, omsOrderID: nil),
        lines: lines)
}

/// The sentence that a rule says no with; nil when it says yes.
func refusal(_ body: () throws(Refusal) -> [RequestedUnits]) -> String? {
    do {
        _ = try body()
        return nil
    } catch {
        return error.message
    }
}
