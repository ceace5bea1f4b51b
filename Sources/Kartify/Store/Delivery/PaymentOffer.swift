import Domain
import Storage

/// How a cart may be paid.
struct PaymentOffer {
    /// How the website lets its customers pay.
    let modes: [PaymentMode]
    /// Why Cash on Delivery is not one of them for this cart; nil where it is.
    let codObjection: String?

    /// What the customer may choose.
    var open: [PaymentMode] { modes.filter { $0 != .cod || codObjection == nil } }

    /// The same once the OMS has been asked about a pincode.
    func with(_ answer: PincodeAnswer, at pincode: Pincode) -> PaymentOffer {
        guard codObjection == nil, case .delivers(let ways) = answer, !ways.contains(.cod) else { return self }
        return PaymentOffer(
            modes: modes, codObjection: "Cash on Delivery is not available at \(pincode.text).")
    }
}

extension World {
    /// How something of a value may be paid at a website.
    ///
    /// - Parameter phone: the customer's, as far as it is known.
    func paymentOffer(for total: Money, phone: Mobile? = nil, at website: Website) throws -> PaymentOffer {
        let modes = try paymentModes(of: website)
        let objection: String? = try database.read { store in
            if let limit = try store.codLimit(of: website.id), total > limit {
                return "Cash on Delivery is available up to \(limit.text)."
            }
            guard let phone, try store.isBlockedForCOD(phone, at: website.id) else { return nil }
            return "Cash on Delivery is not available for this phone number."
        }
        return PaymentOffer(modes: modes, codObjection: modes.contains(.cod) ? objection : nil)
    }
}
