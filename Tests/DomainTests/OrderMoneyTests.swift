import Domain
import TestSupport
import Testing

struct OrderMoneyTests {
    private func money(
        _ mode: PaymentMode, paid: Bool = true, shipping: Int = 0, discount: Int = 0,
        returning: [ID<OrderLine>: Int] = [:],
        _ lines: OrderLine...
    ) throws -> OrderMoney {
        OrderMoney(
            of: try order(mode, paid: paid, shipping: shipping, discount: discount, lines), returning: returning)
    }

    @Test func `a cancelled prepaid order is paid back whole, shipping too`() throws {
        let money = try money(.prepaid, shipping: 50, anOrderLine(1, "Polo", [.cancelled: 2]))
        #expect(money.ordered == rupees(250) && money.cancelled == rupees(250) && money.refundDue == rupees(250))
        #expect(money.refundState == .due && money.toCollect == .zero)
    }

    @Test func `a line cancelled of a COD order is not collected`() throws {
        let money = try money(
            .cod, anOrderLine(1, "Polo", [.packed: 1]), anOrderLine(2, "Belt", [.cancelled: 1]))
        #expect(money.ordered == rupees(200) && money.cancelled == rupees(100) && money.toCollect == rupees(100))
        #expect(money.refundState == .none)
    }

    @Test func `what was delivered is collected, what is on its way is not yet`() throws {
        let money = try money(.cod, shipping: 40, anOrderLine(1, "Polo", [.delivered: 2, .shipped: 1]))
        #expect(money.paid == rupees(240) && money.toCollect == rupees(100))
    }

    @Test func `an undelivered item is neither collected nor refunded, unless it was prepaid`() throws {
        let line = anOrderLine(1, "Polo", [.rto: 1])
        let cod = try money(.cod, line), prepaid = try money(.prepaid, line)
        #expect(cod.notDelivered == rupees(100) && cod.toCollect == .zero && cod.refund == .zero)
        #expect(prepaid.refundDue == rupees(100))
    }

    @Test(arguments: [
        (ItemStatus.returnRequested, OrderMoney.RefundState.waitsForItems), (.returnPickedUp, .waitsForItems),
        (.returned, .due), (.refunded, .paid),
    ])
    func `a return is paid back when the item has come back`(status: ItemStatus, state: OrderMoney.RefundState) throws {
        for mode in [PaymentMode.cod, .prepaid] {
            let money = try money(
                mode, shipping: 40, returning: [1: 1], anOrderLine(1, "Polo", [status: 1, .delivered: 1]))
            #expect(money.refundState == state && money.refund == rupees(100) && money.returned == rupees(100))
        }
    }

    @Test func `shipping of what was delivered is not paid back`() throws {
        let money = try money(.prepaid, shipping: 40, returning: [1: 1], anOrderLine(1, "Polo", [.returned: 1]))
        #expect(money.paid == rupees(140) && money.refund == rupees(100))
    }

    @Test func `a prepaid order that nobody paid is to be paid, and nothing is paid back`() throws {
        let money = try money(.prepaid, paid: false, anOrderLine(1, "Polo", [.awaitingPayment: 1]))
        #expect(money.toCollect == rupees(100) && money.paid == .zero && money.refund == .zero)
    }

    @Test func `a discount stays with what is kept`() throws {
        let money = try money(
            .prepaid, discount: 50, anOrderLine(1, "Polo", [.processed: 1]), anOrderLine(2, "Belt", [.cancelled: 1]))
        #expect(money.ordered == rupees(150) && money.refund == rupees(100))
    }
}

/// All mixes of what can happen to the units of an order.
struct OrderMoneyProperties {
    @Test(arguments: [PaymentMode.cod, .prepaid], [true, false])
    func `no rupee is lost or made, whatever becomes of the units`(mode: PaymentMode, isPaid: Bool) throws {
        var random = Seeded(14)
        for _ in 0..<3000 {
            let lines = (1...Int.random(in: 1...3, using: &random)).map { id in
                var units: [ItemStatus: Int] = [:]
                for _ in 1...Int.random(in: 1...5, using: &random) {
                    units[ItemStatus.allCases.randomElement(using: &random) ?? .packed, default: 0] += 1
                }
                return OrderLine(
                    id: ID(id), line: id, productID: 1, sku: "S", name: "Polo", optionText: "",
                    quantity: units.values.reduce(0, +),
                    unitPrice: Money(paise: Int.random(in: 1...99_999, using: &random)),
                    progress: LineProgress(units.map { .init($0.key, quantity: $0.value, since: noon) }))
            }
            let returning = lines.reduce(into: [ID<OrderLine>: Int]()) {
                $0[$1.id] = Int.random(in: 0...4, using: &random)
            }
            let order = try order(
                mode, paid: isPaid, shipping: Int.random(in: 0...99, using: &random),
                discount: Int.random(in: 0...500, using: &random), lines)
            let money = OrderMoney(of: order, returning: returning)
            let amounts = [
                money.cancelled, money.notDelivered, money.returned, money.paid, money.toCollect, money.refunded,
                money.refundDue, money.refundWaiting,
            ]
            #expect(amounts.allSatisfy { $0 >= .zero }, "\(money)")
            #expect(money.cancelled + money.notDelivered + money.returned <= money.ordered)
            #expect(money.refund <= money.paid, "\(money)")
            let charge = money.ordered - money.cancelled - money.notDelivered
            switch (mode, isPaid) {
            case (.prepaid, true):
                #expect(money.paid - money.refund == charge - money.returned && money.toCollect == .zero)
            case (.prepaid, false): #expect(money.toCollect == charge && money.paid == .zero)
            case (.cod, _): #expect(money.paid + money.toCollect == charge && money.refund == money.returned)
            }
        }
    }
}

private func rupees(_ count: Int) -> Money { Money(paise: count * 100) }

private func order(
    _ mode: PaymentMode, paid: Bool, shipping: Int, discount: Int, _ lines: [OrderLine]
) throws -> Order {
    let items = lines.reduce(Money.zero) { $0 + $1.total }
    return Order(
        id: 7, websiteID: 1, oms: .arvind, number: "KFY-100023", customerID: 1, placedAt: noon, paymentMode: mode,
        isPaid: paid,
        status: .processed, totals: Totals(items: items, shipping: rupees(shipping), discount: rupees(discount)),
        email: "asha@example.com",
        address: Address(
            name: "Asha Rao", line1: "1 MG Road", line2: "", city: "Bengaluru", state: "Karnataka",
            pincode: try #require(Pincode("560001")), phone: try #require(Mobile("9876543210"))),
        push: PushProgress(
            state: .pushed, attempts: 1, reason: nil, nextAt: noon, acknowledgedAt: nil, omsOrderID: nil),
        lines: lines)
}
