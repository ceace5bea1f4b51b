package struct Shipment: Equatable, Sendable {
    package let courier: String?
    /// The air waybill number.
    package let awb: String?
    package let trackingURL: String?

    package init(courier: String? = nil, awb: String? = nil, trackingURL: String? = nil) {
        self.courier = courier
        self.awb = awb
        self.trackingURL = trackingURL
    }

    package static let none = Shipment()

    /// The new values; where one is missing, the old one.
    package func updated(by news: Shipment) -> Shipment {
        let isSame = awb.map { news.isNumbered($0) } ?? false
        return Shipment(
            courier: news.courier ?? courier, awb: isSame ? awb : news.awb ?? awb,
            trackingURL: news.trackingURL ?? trackingURL)
    }

    /// Whether this is its AWB: couriers write one in capitals or not, and set its parts apart or not.
    func isNumbered(_ awb: String) -> Bool {
        func plain(_ awb: String) -> String { awb.lowercased().filter { $0 != " " && $0 != "-" } }
        return self.awb.map { plain($0) == plain(awb) } ?? false
    }
}
