import Domain

/// What happens to the units of one line, one by one, and what Arvind reports about it. It knows the way of a parcel by itself: it asks
/// nothing of the code that it is held against.
package struct Journey: Sendable {
    /// How many units the line has.
    package let quantity: Int
    /// What is reported, in the order it happened, each at its own minute.
    package private(set) var reports: [LineReport] = []
    private var places: [Place]
    private var hasTurnedBack = false
    private var hasBeenPickedUp = false

    /// Where a unit is, in the order of its way.
    private enum Place: Int {
        case processing, invoiced, packed, shipped, undelivered, outForDelivery, delivered, rto, pickedUp, returned
        case refunded, cancelled
    }

    private static let words: [Place: ItemStatus] = [
        .processing: .processing, .invoiced: .invoiced, .packed: .packed, .shipped: .shipped,
        .outForDelivery: .outForDelivery, .undelivered: .undelivered, .delivered: .delivered,
        .pickedUp: .returnPickedUp, .returned: .returned, .refunded: .refunded, .rto: .rto, .cancelled: .cancelled,
    ]

    /// A way that may end anywhere.
    package init(
        quantity: Int? = nil, from start: Instant = noon, using random: inout some RandomNumberGenerator
    ) {
        self.quantity = quantity ?? Int.random(in: 1...5, using: &random)
        places = Array(repeating: .processing, count: self.quantity)
        var minute = 0
        for _ in 0..<Int.random(in: 1...14, using: &random) {
            guard let (next, count) = step(using: &random) else { break }
            minute += Int.random(in: 1...90, using: &random)
            // On the way back, nothing said of a number means what the courier has to bring back.
            let isWhole =
                count == self.quantity && next.rawValue < Place.pickedUp.rawValue && Bool.random(using: &random)
            reports.append(
                LineReport(
                    Self.words[next] ?? .processing, quantity: isWhole ? nil : count, at: start + .minutes(minute)))
        }
    }

    /// Where the units are in the end, in their words' order.
    package var units: [String] { places.map { Self.words[$0]?.rawValue ?? "" }.sorted() }

    /// Moves some units on, those in front first: those that stand together go together, or a few of them.
    private mutating func step(using random: inout some RandomNumberGenerator) -> (Place, Int)? {
        let steps = places.compactMap { place in Self.next(after: place).randomElement(using: &random) }
        guard let next = steps.randomElement(using: &random) else { return nil }
        // "Returned" may speak of what a courier took back from a customer or of what never got there: a line has one of them.
        if next == .pickedUp && hasTurnedBack || next == .rto && hasBeenPickedUp { return nil }
        hasTurnedBack = hasTurnedBack || next == .rto
        hasBeenPickedUp = hasBeenPickedUp || next == .pickedUp
        let from = places.indices.filter { Self.next(after: places[$0]).contains(next) }
        let ordered = from.sorted {
            next == .cancelled
                ? places[$0].rawValue < places[$1].rawValue : places[$0].rawValue > places[$1].rawValue
        }
        // A number alone does not say which of two parcels was tried again: those that nobody took stay together.
        let isTogether = next == .undelivered || places.contains(.undelivered)
        guard !isTogether || ordered.count == places.count else { return nil }
        let count = isTogether ? ordered.count : Int.random(in: 1...ordered.count, using: &random)
        for index in ordered.prefix(count) { places[index] = next }
        return (next, count)
    }

    private static func next(after place: Place) -> [Place] {
        switch place {
        case .processing: [.invoiced, .packed, .cancelled]
        case .invoiced: [.packed, .shipped, .cancelled]
        case .packed: [.shipped, .outForDelivery, .cancelled]
        case .shipped: [.outForDelivery, .delivered, .rto]
        case .undelivered: [.outForDelivery, .delivered, .rto]
        case .outForDelivery: [.delivered, .undelivered, .rto]
        case .delivered: [.pickedUp]
        case .rto, .pickedUp: [.returned]
        case .returned, .cancelled: [.refunded]
        case .refunded: []
        }
    }
}
