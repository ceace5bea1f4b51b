import Domain

struct ParcelLine: Encodable, Sendable {
    /// `2 Delivered, 1 Shipped`; nil where the parcel is the whole line.
    let contents: String?
    let courier: String?
    let awb: String?
    let tracking: String?

    init?(_ shipment: Shipment, contents: String? = nil) {
        guard shipment != .none else { return nil }
        self.contents = contents
        courier = shipment.courier
        awb = shipment.awb
        tracking = shipment.trackingURL
    }

    init?(_ parcel: Parcel, of line: LineProgress) {
        let units = line.units(of: parcel)
        let isWhole = units.count == 1 && units[0].quantity == line.quantity
        self.init(
            parcel.shipment,
            contents: isWhole ? nil : units.map { "\($0.quantity) \($0.status.title)" }.joined(separator: ", "))
    }
}
