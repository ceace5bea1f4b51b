import Domain
import Testing

struct ReturnRuleTests {
    @Test(arguments: ItemStatus.allCases)
    func `only delivered units are returned`(status: ItemStatus) throws {
        let line = anOrderLine(1, "Polo", [status: 2])
        let isDelivered = status == .delivered
        #expect(ReturnRule.units(of: line) == (isDelivered ? 2 : 0))
        #expect((ReturnRule.refusal(of: line, under: [:]) == nil) == isDelivered)
        let order = try anOrder(line)
        let sentence = refusal { () throws(Refusal) in try ReturnRule.units(of: order, wanted: [1: 1], under: [:]) }
        #expect(sentence == ReturnRule.refusal(of: line, under: [:]))
    }

    @Test(arguments: [
        (ItemStatus.packed, "“Polo” is not delivered yet. You can return it after delivery."),
        (.undelivered, "“Polo” is not delivered yet. You can return it after delivery."),
        (.cancelled, "“Polo” was cancelled; there is nothing to return."),
        (.returnPickedUp, "“Polo” is on its way back already."), (.rto, "“Polo” is on its way back already."),
    ])
    func `the sentence says why`(status: ItemStatus, sentence: String) {
        #expect(ReturnRule.refusal(of: anOrderLine(1, "Polo", [status: 1]), under: [:]) == sentence)
    }

    @Test(arguments: [(RefusalCode.notReturnable, false), (.notReturnable, true), (.noPickUp, false), (nil, false)])
    func `what is never taken back is not asked for again, but by staff`(refused: RefusalCode?, isStaff: Bool) {
        let line = anOrderLine(1, "Polo", [.delivered: 1])
        let sentence = ReturnRule.refusal(of: line, under: [:], lastRefusal: refused, isStaff: isStaff)
        let isShut = refused == .notReturnable && !isStaff
        #expect(sentence == (isShut ? "“Polo” cannot be returned. If it arrived damaged, please contact us." : nil))
    }

    @Test func `a line of which all units are under way is named with the reference`() throws {
        let line = anOrderLine(1, "Polo", [.returnRequested: 1, .returnPickedUp: 1])
        let under: [ID<OrderLine>: String] = [1: "KFY-100023-R1"]
        #expect(ReturnRule.units(of: line) == 0)
        let order = try anOrder(line)
        let sentence = refusal { () throws(Refusal) in try ReturnRule.units(of: order, wanted: [1: 1], under: under) }
        #expect(sentence == "A return of “Polo” is under way already: KFY-100023-R1.")
    }

    @Test func `what is delivered still can be returned after other units of the line`() throws {
        let line = anOrderLine(1, "Polo", [.delivered: 2, .returnRequested: 1, .refunded: 1])
        let under: [ID<OrderLine>: String] = [1: "KFY-100023-R1"]
        #expect(ReturnRule.refusal(of: line, under: under) == nil && ReturnRule.units(of: line) == 2)
        let order = try anOrder(line)
        #expect(try ReturnRule.units(of: order, wanted: [1: 2], under: under).map(\.quantity) == [2])
        let sentence = refusal { () throws(Refusal) in try ReturnRule.units(of: order, wanted: [1: 3], under: under) }
        #expect(sentence == "You can return 1 to 2 of “Polo”.")
    }

    @Test(
        arguments: [
            (ItemStatus.returned, [1, 2], [.returnPickedUp: 1, .returnRequested: 2], 1),
            (.returnPickedUp, [1, 2], [.returned: 1, .returnRequested: 2], 2),
            (.refunded, [1, 2], [.returned: 3], 1), (.refunded, [2], [.returnPickedUp: 1, .returnRequested: 1], 2),
            (.returnPickedUp, [2], [.delivered: 3], 2), (.refunded, [1, 2], [.refunded: 3], 3),
            (.refunded, [], [.delivered: 1], nil), (.shipped, [1], [.packed: 1], nil),
        ] as [(ItemStatus, [Int], KeyValuePairs<ItemStatus, Int>, Int?)])
    func `a step without a number speaks of the oldest return that has not gone as far`(
        step: ItemStatus, returns: [Int], units: KeyValuePairs<ItemStatus, Int>, meant: Int?
    ) {
        #expect(ReturnRule.defaultQuantity(by: step, of: anOrderLine(1, "Polo", units), returns: returns) == meant)
    }

    @Test(arguments: [0, -1, 3, Int.max, Int.min])
    func `a quantity stays within what was delivered`(quantity: Int) throws {
        let order = try anOrder(anOrderLine(1, "Polo", [.delivered: 2, .shipped: 4]))
        let sentence = refusal { () throws(Refusal) in
            try ReturnRule.units(of: order, wanted: [1: quantity], under: [:])
        }
        #expect(sentence == "You can return 1 to 2 of “Polo”.")
    }

    @Test func `what is returned comes in the order of the lines, each with its units`() throws {
        let order = try anOrder(
            anOrderLine(1, "Polo", [.delivered: 2]), anOrderLine(2, "Belt", [.delivered: 3, .packed: 1]),
            anOrderLine(3, "Mug", [.packed: 1]))
        let units = try ReturnRule.units(of: order, wanted: [2: 3, 1: 1], under: [3: "KFY-100023-R1"])
        #expect(units.map(\.line.id) == [1, 2] && units.map(\.quantity) == [1, 3])
    }

    @Test(arguments: [[:], [9: 1], [1: 1, 9: 1]] as [[ID<OrderLine>: Int]])
    func `nothing, or a line of another order, is no choice`(wanted: [ID<OrderLine>: Int]) throws {
        let order = try anOrder(anOrderLine(1, "Polo", [.delivered: 2]))
        let sentence = refusal { () throws(Refusal) in try ReturnRule.units(of: order, wanted: wanted, under: [:]) }
        #expect(sentence == "Choose the items to return.")
    }
}
