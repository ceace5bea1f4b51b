import Domain
import Testing

struct OfferTests {
    private let shirt = aProduct(options: [
        anOption(
            "Size", id: 1,
            values: [
                aValue("M", id: 11, sku: aSKU("POLO-M", available: 4)),
                aValue("XL", id: 12, difference: 500, sku: aSKU("POLO-XL", available: 0)), aValue("XXL", id: 13),
            ]),
        anOption(
            "Gift wrap", id: 2, isStock: false,
            values: [aValue("Yes", id: 21, difference: 2500), aValue("Ribbon", id: 22, difference: 3000)]),
    ])

    @Test func `the chosen values make the text, the price and the SKU`() throws {
        let offer = try shirt.offer(choosing: [21, 11])
        #expect(offer.optionText == "Size: M, Gift wrap: Yes")
        #expect(offer.unitPrice == Money(paise: 12_500))
        #expect(offer.sku?.code == "POLO-M")
        #expect(offer.choices == [11, 21])
        #expect(offer.available == 4)
    }

    @Test func `an option that carries no stock may be left out`() throws {
        let offer = try shirt.offer(choosing: [12])
        #expect(offer.optionText == "Size: XL")
        #expect(offer.unitPrice == Money(paise: 10_500))
        #expect(offer.available == 0)
    }

    @Test func `the stock option must be chosen`() {
        #expect(throws: Refusal(.invalid, "Choose a Size of “Polo”.")) { try shirt.offer(choosing: [21]) }
        #expect(throws: Refusal(.invalid, "Choose a Size of “Polo”.")) { try shirt.offer(choosing: []) }
    }

    @Test func `two values of one option are refused`() {
        #expect(throws: Refusal(.invalid, "Choose one Size of “Polo”.")) { try shirt.offer(choosing: [11, 12]) }
    }

    @Test func `a value of another product is refused`() {
        #expect(throws: Refusal.self) { try shirt.offer(choosing: [11, 99]) }
    }

    @Test func `a value without a SKU can be chosen and has nothing to sell`() throws {
        let offer = try shirt.offer(choosing: [13])
        #expect(offer.sku == nil && offer.available == 0)
    }

    @Test func `a product without options is offered as it is`() throws {
        let offer = try aProduct(sku: aSKU("MUG", available: 7)).offer(choosing: [])
        #expect(offer.sku?.code == "MUG" && offer.available == 7 && offer.optionText.isEmpty)
    }

    @Test func `a product that is disabled by hand has nothing to sell`() throws {
        let offer = try aProduct(isDisabledByHand: true, sku: aSKU(available: 7)).offer(choosing: [])
        #expect(offer.available == 0)
    }

    @Test func `price differences never make a price negative`() throws {
        let cheap = aProduct(price: 100, options: [anOption(values: [aValue("S", id: 1, difference: -500)])])
        #expect(try cheap.offer(choosing: [1]).unitPrice == .zero)
    }

    @Test func `stock decides what customers see, unless staff have`() {
        #expect(aProduct(available: 1).visibility == .enabled)
        #expect(aProduct(available: 0).visibility == .disabledByStock)
        #expect(aProduct(isDisabledByHand: true, available: 1).visibility == .disabledByHand)
        #expect(aProduct(isDisabledByHand: true, available: 0).visibility == .disabledByHand)
    }

    @Test func `a draft costs what its lines cost, and delivery is free`() throws {
        let email = try #require(EmailAddress("asha@example.com"))
        let address = Address(
            name: "Asha", line1: "1 MG Road", line2: "", city: "Bengaluru", state: "Karnataka",
            pincode: try #require(Pincode("560001")), phone: try #require(Mobile("9876543210")))
        let lines = [
            OrderDraft.Line(offer: try shirt.offer(choosing: [11, 21]), quantity: 2),
            OrderDraft.Line(offer: try shirt.offer(choosing: [12]), quantity: 1),
        ]
        let draft = OrderDraft(
            lines: lines, paymentMode: .cod, email: email, address: address, customerID: nil, owner: [1])
        #expect(draft.totals.items == Money(paise: 35_500))
        #expect(draft.totals.total == Money(paise: 35_500))
    }
}

struct OrderLineTests {
    @Test func `a line's id at Arvind is the order's number and the line's`() {
        let line = OrderLine(
            id: 7, line: 2, productID: 1, sku: "POLO-M", name: "Polo", optionText: "", quantity: 3,
            unitPrice: Money(paise: 100), progress: aLine(quantity: 3))
        #expect(line.itemID(in: "KFY-100023") == "KFY-100023-2")
        #expect(line.total == Money(paise: 300))
    }

    @Test func `a parcel report keeps known values where it has none`() {
        let known = Shipment(courier: "Delhivery", awb: "1")
        #expect(
            known.updated(by: Shipment(awb: "2", trackingURL: "https://track.example/2"))
                == Shipment(courier: "Delhivery", awb: "2", trackingURL: "https://track.example/2"))
        #expect(known.updated(by: .none) == known)
    }
}
