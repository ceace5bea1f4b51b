import Domain
import Storage

extension World {
    /// How something of a value may be paid at a website.
    ///
    /// - Parameter phone: the customer's, as far as it is known.
    func paymentOffer(for total: Money, phone: Mobile? = nil, at website: Website) throws -> PaymentOffer {
        let modes = try paymentModes(of: website)
        return try database.read { store in
            PaymentOffer(
                modes, for: total, codLimit: try store.codLimit(of: website.id),
                isBlocked: try phone.map { try store.isBlockedForCOD($0, at: website.id) } ?? false)
        }
    }
}

extension PaymentOffer {
    /// The same once the OMS has been asked about a pincode.
    func with(_ answer: PincodeAnswer, at pincode: Pincode) -> PaymentOffer {
        guard case .delivers(let ways) = answer, !ways.contains(.cod) else { return self }
        return withoutCash(at: pincode)
    }
}
