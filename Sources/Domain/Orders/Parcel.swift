/// Units of a line that travel together, under one AWB. A line may travel in several.
package struct Parcel: Sendable {
    /// Its number within the line, from 1.
    package let number: Int
    package private(set) var shipment: Shipment
    /// The time of the event that first named it.
    package let since: Instant
    /// AWBs that were corrected: an event with one of them still means this parcel.
    private var formerAWBs: [String] = []

    package init(number: Int, shipment: Shipment, since: Instant) {
        self.number = number
        self.shipment = shipment
        self.since = since
    }

    /// Whether an event with this AWB means this parcel. "Shipped" with a former AWB makes that AWB valid again.
    func isMeant(by awb: String, in status: ItemStatus) -> Bool {
        shipment.isNumbered(awb) || status != .shipped && formerAWBs.contains { Shipment(awb: $0).isNumbered(awb) }
    }

    /// Applies what an event says about the parcel; a different AWB corrects the one before.
    mutating func update(by news: Shipment) {
        if let awb = shipment.awb, let next = news.awb, !shipment.isNumbered(next) {
            formerAWBs.append(awb)
            // The old link leads to the old number.
            shipment = Shipment(courier: news.courier ?? shipment.courier, awb: next, trackingURL: news.trackingURL)
        } else {
            shipment = shipment.updated(by: news)
        }
    }
}

extension Parcel: Equatable {
    /// Two parcels are equal when they look the same on a page.
    package static func == (one: Parcel, other: Parcel) -> Bool {
        one.number == other.number && one.shipment == other.shipment && one.since == other.since
    }
}
