import Domain
import Web

/// What a customer reads of a pincode.
struct DeliveryNote: Page {
    static let template = "store/delivery/note.html"
    let text: String
    let isYes: Bool

    init(_ answer: PincodeAnswer, _ pincode: Pincode, _ offer: PaymentOffer) {
        switch answer {
        case .delivers(let ways):
            isYes = true
            text = "We deliver to \(pincode.text)." + Self.ofCash(ways, offer)
        case .notThere:
            isYes = false
            text = "We cannot deliver to \(pincode.text). Try another pincode."
        case .goods(let words):
            isYes = false
            text = words
        case .unclear:
            isYes = false
            text =
                "We could not check delivery to \(pincode.text) just now. You can go on: we check again before your order is placed."
        }
    }

    private static func ofCash(_ ways: [PaymentMode], _ offer: PaymentOffer) -> String {
        guard offer.modes.contains(.cod) else { return "" }
        guard ways.contains(.cod) else { return " Cash on Delivery is not available there." }
        return offer.codObjection.map { " \($0)" } ?? " Cash on Delivery is available."
    }
}
