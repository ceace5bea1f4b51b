import Domain

extension OutageRule: SQLBindable, SQLReadable {}

/// A place and a way to pay that an OMS was asked about.
package struct DeliveryPlace: Sendable {
    package let oms: OMSKind
    package let pincode: Pincode
    package let paymentMode: PaymentMode

    package init(oms: OMSKind, pincode: Pincode, paymentMode: PaymentMode) {
        self.oms = oms
        self.pincode = pincode
        self.paymentMode = paymentMode
    }

    fileprivate func isPlace(of websiteID: ID<Website>) -> SQL {
        "website_id = \(websiteID) AND oms = \(oms) AND pincode = \(pincode) AND payment_mode = \(paymentMode)"
    }
}

extension Reader where Self: ~Copyable {
    /// Whether an OMS's last clear answer since a time was that it delivers there.
    package func wasServiceable(_ place: DeliveryPlace, of websiteID: ID<Website>, since time: Instant) throws -> Bool {
        try number("SELECT count(*) FROM serviceable_pincode WHERE \(place.isPlace(of: websiteID)) AND at >= \(time)")
            > 0
    }
}

extension Transaction {
    package func remember(_ place: DeliveryPlace, isServiceable: Bool, of websiteID: ID<Website>, at now: Instant)
        throws
    {
        guard isServiceable else {
            try execute("DELETE FROM serviceable_pincode WHERE \(place.isPlace(of: websiteID))")
            return
        }
        try execute(
            """
            INSERT INTO serviceable_pincode (website_id, oms, pincode, payment_mode, at)
            VALUES (\(websiteID), \(place.oms), \(place.pincode), \(place.paymentMode), \(now))
            ON CONFLICT (website_id, oms, pincode, payment_mode) DO UPDATE SET at = excluded.at
            """)
    }

    /// Forgets answers that are too old to count, at most so many.
    package func forgetServiceablePincodes(before time: Instant, limit: Int) throws {
        try execute(
            """
            DELETE FROM serviceable_pincode WHERE (website_id, oms, pincode, payment_mode) IN
                (SELECT website_id, oms, pincode, payment_mode FROM serviceable_pincode
                WHERE at < \(time) ORDER BY at LIMIT \(limit))
            """)
    }
}
