import Domain
import Testing

struct CancellationRuleTests {
    /// Every status, how many of two units can be cancelled in it, and what is said when none can.
    @Test(arguments: [
        (ItemStatus.awaitingPayment, 2, nil), (.processing, 2, nil), (.processed, 2, nil), (.invoiced, 2, nil),
        (.packed, 2, nil), (.shipped, 0, "“Polo” is already on its way. You can return it once it is delivered."),
        (.outForDelivery, 0, "“Polo” is already on its way. You can return it once it is delivered."),
        (.delivered, 0, "“Polo” has been delivered and cannot be cancelled any more."),
        (.cancelled, 0, "“Polo” is cancelled already."),
        (.undelivered, 0, "“Polo” could not be delivered and is on its way back to us."),
        (.rto, 0, "“Polo” could not be delivered and is on its way back to us."),
    ])
    func `beyond Packed nothing is cancelled`(status: ItemStatus, units: Int, sentence: String?) throws {
        let line = anOrderLine(1, "Polo", [status: 2])
        #expect(CancellationRule.units(of: line) == units)
        #expect(CancellationRule.refusal(of: line) == sentence)
        let order = try anOrder(line)
        #expect(refusal { () throws(Refusal) in try CancellationRule.units(of: order, lines: [1]) } == sentence)
    }

    @Test(arguments: [ItemStatus.returnRequested, .returnPickedUp, .returned, .refunded])
    func `what is on its way back, or has been, is not cancelled`(status: ItemStatus) {
        let line = anOrderLine(1, "Polo", [status: 1])
        #expect(CancellationRule.units(of: line) == 0)
        #expect(CancellationRule.refusal(of: line)?.isEmpty == false)
    }

    @Test func `of a line in parts, the units that have not moved beyond Packed are cancelled`() throws {
        let line = anOrderLine(1, "Polo", [.shipped: 1, .packed: 2, .invoiced: 1, .cancelled: 3])
        let units = try CancellationRule.units(of: anOrder(line), lines: [1])
        #expect(units.map(\.quantity) == [3] && units.map(\.line.id) == [1])
    }

    @Test(arguments: [[], [3], [1, 3]] as [Set<ID<OrderLine>>])
    func `no line, or one of another order, is no choice`(lines: Set<ID<OrderLine>>) throws {
        let order = try anOrder(anOrderLine(1), anOrderLine(2))
        let sentence = refusal { () throws(Refusal) in try CancellationRule.units(of: order, lines: lines) }
        #expect(sentence == "Choose the items to cancel.")
    }

    @Test func `one line that cannot be cancelled stops the others, and is named`() throws {
        let order = try anOrder(anOrderLine(1, "Polo"), anOrderLine(2, "Belt", [.shipped: 1]))
        let sentence = refusal { () throws(Refusal) in try CancellationRule.units(of: order, lines: [1, 2]) }
        #expect(sentence?.hasPrefix("“Belt” is already on its way.") == true)
        #expect(try CancellationRule.units(of: order, lines: [1]).map(\.line.id) == [1])
    }

    @Test func `an unpaid order is cancelled whole only`() throws {
        let order = try anOrder(
            anOrderLine(1, "Polo", [.awaitingPayment: 1]), anOrderLine(2, "Belt", [.awaitingPayment: 2]), push: .unpaid)
        let sentence = refusal { () throws(Refusal) in try CancellationRule.units(of: order, lines: [1]) }
        #expect(sentence?.hasPrefix("This order is not paid yet.") == true)
        #expect(try CancellationRule.units(of: order, lines: [1, 2]).map(\.quantity) == [1, 2])
    }

    @Test func `every status has an answer: units, or a sentence`() {
        for status in ItemStatus.allCases {
            let line = anOrderLine(1, "Polo", [status: 1])
            #expect((CancellationRule.units(of: line) > 0) == (CancellationRule.refusal(of: line) == nil), "\(status)")
        }
    }
}
