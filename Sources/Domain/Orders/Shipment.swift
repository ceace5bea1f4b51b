/// Courier, AWB and tracking link of some units.
package struct Shipment: Equatable, Sendable {
    package let courier: String?
    /// The air waybill number.
    package let awb: String?
    /// Where the customer can follow it.
    package let trackingURL: String?

    package init(courier: String? = nil, awb: String? = nil, trackingURL: String? = nil) {
        self.courier = courier
        self.awb = awb
        self.trackingURL = trackingURL
    }

    /// Nothing is known yet.
    package static let none = Shipment()

    /// The new values; where one is missing, the old one.
    package func updated(by news: Shipment) -> Shipment {
        Shipment(
            courier: news.courier ?? courier, awb: news.awb ?? awb, trackingURL: news.trackingURL ?? trackingURL)
    }
}
