/// Who carries units of a line, under which number, and where to look.
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

    /// What is new, and what was known where there is nothing new.
    package func updated(by news: Shipment) -> Shipment {
        Shipment(
            courier: news.courier ?? courier, awb: news.awb ?? awb, trackingURL: news.trackingURL ?? trackingURL)
    }
}
