/// Units of a line that travel together, under one AWB. A line may travel in several.
package struct Parcel: Sendable {
    /// Its place among the parcels of the line, from 1.
    package let number: Int
    /// Who carries it, under which number, and where to look: the newest that was reported.
    package private(set) var shipment: Shipment
    /// The time of the event that first spoke of it.
    package let since: Instant
    /// Numbers that were corrected: an event that still names one speaks of this parcel.
    private var formerAWBs: [String] = []

    package init(number: Int, shipment: Shipment, since: Instant) {
        self.number = number
        self.shipment = shipment
        self.since = since
    }

    /// Whether an event about this AWB speaks of this parcel. "Shipped" under a former number makes that number valid again.
    func isMeant(by awb: String, in status: ItemStatus) -> Bool {
        isSame(shipment.awb, awb) || status != .shipped && formerAWBs.contains { isSame($0, awb) }
    }

    /// Takes what an event says of the parcel; where it brings another AWB, the one before was wrong.
    mutating func update(by news: Shipment) {
        if let awb = shipment.awb, let next = news.awb, !isSame(awb, next) {
            formerAWBs.append(awb)
            // The old link leads to the old number.
            shipment = Shipment(courier: news.courier ?? shipment.courier, awb: next, trackingURL: news.trackingURL)
        } else {
            shipment = shipment.updated(by: news)
        }
    }

    private func isSame(_ one: String?, _ other: String) -> Bool {
        one?.lowercased() == other.lowercased()
    }
}

extension Parcel: Equatable {
    /// Two parcels are the same when people see the same of them.
    package static func == (one: Parcel, other: Parcel) -> Bool {
        one.number == other.number && one.shipment == other.shipment && one.since == other.since
    }
}
