import Domain
import Testing

/// What an answer about delivery means: any "no" counts, its reason decides which, and a contradiction is never a yes.
struct ServiceabilityVerdictTests {
    private func verdict(
        _ isServiceable: Bool, _ reason: RefusalCode? = nil, _ items: (String, Bool, Int?, RefusalCode?)...
    ) throws -> Serviceability {
        let asked = [(sku: try #require(SKU("A")), quantity: 2), (sku: try #require(SKU("B")), quantity: 1)]
        return ServiceabilityAnswer(
            isServiceable: isServiceable, reason: reason,
            items: items.map { .init(sku: $0.0, isServiceable: $0.1, availableQuantity: $0.2, reason: $0.3) }
        ).verdict(on: asked)
    }

    private static let pincode = RefusalCode.other("PINCODE_NOT_SERVICEABLE")

    @Test func `a yes for every SKU in full is a yes`() throws {
        #expect(try verdict(true) == .yes)
        #expect(try verdict(true, nil, ("A", true, 2, nil), ("B", true, nil, nil)) == .yes)
    }

    @Test func `a reason about the pincode is not about stock, whatever the quantity`() throws {
        #expect(try verdict(false, nil, ("A", false, 0, Self.pincode)) == .notThere(sku: "A"))
        #expect(try verdict(false, Self.pincode, ("A", false, 0, nil)) == .notThere(sku: "A"))
        #expect(try verdict(false, Self.pincode) == .notThere(sku: nil))
    }

    @Test func `a reason about stock, or too small a quantity without a reason, is not enough`() throws {
        #expect(try verdict(false, Self.pincode, ("B", false, 0, .outOfStock)) == .notEnough(sku: "B", left: 0))
        #expect(try verdict(false, nil, ("A", false, 1, nil)) == .notEnough(sku: "A", left: 1))
        #expect(try verdict(false, .outOfStock) == .notEnough(sku: nil, left: 0))
        #expect(try verdict(false, nil, ("A", false, 2, nil)) == .notThere(sku: "A"))
        #expect(try verdict(false, nil, ("A", false, nil, nil)) == .notThere(sku: "A"))
    }

    @Test func `a contradiction or an odd number is never a yes`() throws {
        #expect(try verdict(true, nil, ("A", false, 9, nil)) == .notThere(sku: "A"))
        #expect(try verdict(true, nil, ("A", true, 1, nil)) == .notEnough(sku: "A", left: 1))
        #expect(try verdict(true, nil, ("A", true, -1, nil)) == .notEnough(sku: "A", left: -1))
        #expect(try verdict(true, nil, ("A", false, 9, .outOfStock)) == .notEnough(sku: "A", left: 0))
        #expect(try verdict(true, nil, ("A", true, 2, nil), ("A", false, 2, nil)) == .notThere(sku: "A"))
        #expect(try verdict(true, nil, ("OTHER", false, 2, nil)) == .notThere(sku: nil))
        #expect(try verdict(false, nil, ("A", true, 2, nil)) == .notThere(sku: nil))
    }
}
