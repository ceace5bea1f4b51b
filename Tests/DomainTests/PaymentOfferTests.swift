import Domain
import Testing

struct PaymentOfferTests {
    private func offer(_ modes: [PaymentMode] = [.prepaid, .cod], rupees: Int = 5000, isBlocked: Bool = false)
        -> PaymentOffer
    {
        PaymentOffer(
            modes, for: Money(paise: rupees * 100), codLimit: Money(paise: 500_000), isBlocked: isBlocked)
    }

    @Test func `cash is offered up to the limit itself, and to nobody who is blocked`() {
        #expect(offer().open == [.prepaid, .cod] && offer().codObjection == nil)
        #expect(offer(rupees: 5001).open == [.prepaid])
        #expect(offer(rupees: 5001, isBlocked: true).codObjection == "Cash on Delivery is available up to ₹5,000.00.")
        #expect(offer(isBlocked: true).codObjection == "Cash on Delivery is not available for this phone number.")
        #expect(offer([.prepaid], rupees: 5001).codObjection == nil)
    }

    @Test func `where no courier takes cash it is not offered, and an earlier objection stays`() throws {
        let pincode = try #require(Pincode("560001"))
        let there = offer().withoutCash(at: pincode)
        #expect(there.open == [.prepaid] && there.codObjection == "Cash on Delivery is not available at 560001.")
        #expect(offer(isBlocked: true).withoutCash(at: pincode) == offer(isBlocked: true))
        #expect(offer([.prepaid]).withoutCash(at: pincode) == offer([.prepaid]))
    }
}
