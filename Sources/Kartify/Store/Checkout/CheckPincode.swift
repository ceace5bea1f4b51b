import Domain
import Storage
import Web

extension CheckoutPage {
    /// The button beside the pincode, and the script that presses it: nothing is ordered, and everything typed stays.
    static func checkingPincode(
        _ cart: PricedCart, _ request: Request, by visitor: Visitor, in world: World
    ) throws -> CheckoutPage {
        let typed = request.form
        let offer = try world.paymentOffer(for: cart.total, phone: Mobile(typed["phone"]), at: visitor.website)
        guard let pincode = Pincode(typed["pincode"]) else {
            return CheckoutPage(cart, typed, offer, errors: FormErrors("pincode", Pincode.advice))
        }
        try world.brake(.pincode, request, visitor)
        let answer = try world.pincodeAnswer(
            pincode, for: cart.draftLines, offering: offer.modes, at: visitor.website)
        return CheckoutPage(
            cart, typed.filled(with: try world.cityAndState(of: pincode, for: visitor)),
            offer.with(answer, at: pincode), note: DeliveryNote(answer, pincode, offer))
    }

    /// The button's name.
    static let check = "check"
    /// The hidden field with what a pincode has filled in, which another pincode may replace.
    static let filledIn = "filled"
}

extension World {
    /// The city and state of a pincode: those of the customer's own address there, or what others gave.
    fileprivate func cityAndState(of pincode: Pincode, for visitor: Visitor) throws -> (city: String, state: String)? {
        try database.read { store in
            let own = try visitor.account.flatMap { account in
                try store.addresses(of: account.id).first { $0.address.pincode == pincode }?.address
            }
            return try own.map { ($0.city, $0.state) } ?? store.cityAndState(of: pincode, at: visitor.website.id)
        }
    }
}

extension Fields {
    /// With the city and state of its pincode, unless the person has typed some.
    fileprivate func filled(with place: (city: String, state: String)?) -> Fields {
        let typed = trimmed("city") + trimmed("state")
        guard typed.isEmpty || typed == self[CheckoutPage.filledIn] else { return self }
        let (city, state) = place ?? ("", "")
        let others = all.filter { !["city", "state", CheckoutPage.filledIn].contains($0.name) }
        return Fields(others + [("city", city), ("state", state), (CheckoutPage.filledIn, city + state)])
    }
}
