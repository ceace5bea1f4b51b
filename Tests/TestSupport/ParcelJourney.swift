import Domain

/// Parcels of one line, one by one, and what an OMS reports about them. It knows the way of a parcel by itself: it asks nothing of the
/// code that it is held against.
package struct ParcelJourney: Sendable {
    /// How many units the line has.
    package let quantity: Int
    /// What is reported, in the order it happened, each at its own minute, and some of it twice.
    package private(set) var reports: [LineReport] = []
    private var parcels: [(awb: String, shipped: Int, delivered: Int)] = []
    private var waiting: Int
    private var minute = 0
    private var names = 0

    package init(using random: inout some RandomNumberGenerator) {
        quantity = Int.random(in: 1...6, using: &random)
        waiting = quantity
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            minute += Int.random(in: 1...90, using: &random)
            switch Int.random(in: 0...3, using: &random) {
            case 0, 1: ship(using: &random)
            case 2: deliver(using: &random)
            default: correct()
            }
        }
        reports += reports.filter { _ in Bool.random(using: &random) }
    }

    /// `A1: 2 shipped, 1 delivered` for each parcel, in their numbers' order.
    package var contents: [String] {
        parcels.map { "\($0.awb): \($0.shipped) shipped, \($0.delivered) delivered" }.sorted()
    }

    private mutating func ship(using random: inout some RandomNumberGenerator) {
        guard waiting > 0 else { return }
        let count = Int.random(in: 1...waiting, using: &random)
        waiting -= count
        parcels.append((awb: nextAWB(), shipped: count, delivered: 0))
        tell(.shipped, count, parcels[parcels.count - 1].awb)
    }

    private mutating func deliver(using random: inout some RandomNumberGenerator) {
        let index = parcels.indices.filter { parcels[$0].shipped > 0 }.randomElement(using: &random)
        guard let index else { return }
        let count = Int.random(in: 1...parcels[index].shipped, using: &random)
        parcels[index].shipped -= count
        parcels[index].delivered += count
        tell(.delivered, count, parcels[index].awb)
    }

    /// Only where every unit has a parcel does another AWB mean that the last one was wrong.
    private mutating func correct() {
        guard waiting == 0, let last = parcels.indices.last else { return }
        parcels[last].awb = nextAWB()
        tell(.shipped, parcels[last].shipped + parcels[last].delivered, parcels[last].awb)
    }

    private mutating func nextAWB() -> String {
        names += 1
        return "A\(names)"
    }

    private mutating func tell(_ status: ItemStatus, _ count: Int, _ awb: String) {
        reports.append(
            LineReport(status, quantity: count, at: noon + .minutes(minute), shipment: Shipment(awb: awb)))
    }
}
