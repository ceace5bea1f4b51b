/// Which units of an order may be returned. The page, the POST and the tests all ask here.
package enum ReturnRule {
    package static let commentLength = 0...500

    /// How many units of a line can be returned now, in one return or in several: those of an accepted one have left `delivered`, and
    /// while one is open there is no other.
    package static func units(of line: OrderLine) -> Int { line.progress.count(in: .delivered) }

    /// Why a line cannot be returned, for a customer; nil when it can.
    ///
    /// - Parameter under: the reference of the latest accepted return, by line.
    package static func refusal(of line: OrderLine, under: [ID<OrderLine>: String]) -> String? {
        guard units(of: line) == 0 else { return nil }
        let progress = line.progress
        if progress.count(in: .refunded) > 0,
            progress.count(in: .refunded) + progress.count(in: .cancelled) == progress.quantity
        {
            return "“\(line.name)” is refunded; there is nothing to return."
        }
        if let reference = under[line.id],
            progress.count(in: .returnRequested) + progress.count(in: .returnPickedUp) > 0
        {
            return "A return of “\(line.name)” is under way already: \(reference)."
        }
        switch progress.status {
        case .cancelled: return "“\(line.name)” was cancelled; there is nothing to return."
        case .returnRequested, .returnPickedUp, .rto: return "“\(line.name)” is on its way back already."
        case .returned, .refunded: return "“\(line.name)” has come back to us already."
        default: return "“\(line.name)” is not delivered yet. You can return it after delivery."
        }
    }

    /// Why a line cannot be returned, for whoever asks; nil when it can. What the OMS never takes back it refuses again, so a customer
    /// is shown the way on; staff may ask once more.
    ///
    /// - Parameter lastRefusal: why the OMS refused the latest return of the line; nil where it did not.
    package static func refusal(
        of line: OrderLine, under: [ID<OrderLine>: String], lastRefusal: RefusalCode?, isStaff: Bool
    ) -> String? {
        if let sentence = refusal(of: line, under: under) { return sentence }
        guard !isStaff, lastRefusal == .notReturnable else { return nil }
        return "“\(line.name)” cannot be returned. If it arrived damaged, please contact us."
    }

    /// The units that a return of these quantities covers.
    ///
    /// - Throws: a `Refusal` when nothing is chosen, a line cannot be returned, or has too few units.
    package static func units(
        of order: Order, wanted: [ID<OrderLine>: Int], under: [ID<OrderLine>: String]
    ) throws(Refusal) -> [RequestedUnits] {
        guard !wanted.isEmpty else { throw Refusal(.invalid, "Choose the items to return.") }
        var units: [RequestedUnits] = []
        for (id, quantity) in wanted.sorted(by: { $0.key < $1.key }) {
            guard let line = order.lines.first(where: { $0.id == id }) else {
                throw Refusal(.invalid, "Choose the items to return.")
            }
            if let sentence = refusal(of: line, under: under) { throw Refusal(.invalid, sentence) }
            let most = self.units(of: line)
            guard (1...most).contains(quantity) else {
                throw Refusal(.invalid, "You can return 1 to \(most) of “\(line.name)”.")
            }
            units.append(RequestedUnits(line: line, quantity: quantity))
        }
        return units
    }

    /// How many units a step of a return without a number speaks of: those of the oldest return that has not gone as far yet; of all
    /// returns when each has. nil when it is no such step, or there is no return of ours.
    ///
    /// - Parameter returns: units of this line in each open or accepted return, the oldest first.
    package static func defaultQuantity(by step: ItemStatus, of line: OrderLine, returns: [Int]) -> Int? {
        guard let index = StatusGraph.wayBack.firstIndex(of: step), !returns.isEmpty else { return nil }
        let gone = StatusGraph.wayBack[index...].reduce(0) { $0 + line.progress.count(in: $1) }
        var sum = 0
        for units in returns {
            sum += units
            if sum > gone { return sum - gone }
        }
        return sum
    }
}

/// The reason of a return. The raw value is the word on the wire.
package enum ReturnReason: String, CaseIterable, Sendable {
    case damaged = "DAMAGED"
    case wrongItem = "WRONG_ITEM"
    case doesNotFit = "DOES_NOT_FIT"
    case notAsDescribed = "NOT_AS_DESCRIBED"
    case changedMind = "CHANGED_MIND"
    case other = "OTHER"

    package var title: String {
        switch self {
        case .damaged: "It arrived damaged"
        case .wrongItem: "It is not what I ordered"
        case .doesNotFit: "It does not fit"
        case .notAsDescribed: "It is not as described"
        case .changedMind: "I changed my mind"
        case .other: "Another reason"
        }
    }
}
