/// What of an order may be returned. The page, the POST and the tests all ask here.
package enum ReturnRule {
    /// What a customer may add to the reason.
    package static let commentLength = 0...500

    /// How many units of a line can be returned now.
    ///
    /// - Parameter under: references of open or accepted returns, by line.
    package static func units(of line: OrderLine, under: [Int: String]) -> Int {
        under[line.id] == nil ? line.progress.count(in: .delivered) : 0
    }

    /// Why a line cannot be returned, for a customer; nil when it can.
    package static func refusal(of line: OrderLine, under: [Int: String]) -> String? {
        let progress = line.progress
        if progress.count(in: .refunded) > 0,
            progress.count(in: .refunded) + progress.count(in: .cancelled) == progress.quantity
        {
            return "“\(line.name)” is refunded; there is nothing to return."
        }
        if let reference = under[line.id] {
            return progress.count(in: .refunded) + progress.count(in: .returned) == 0
                ? "A return of “\(line.name)” is under way already: \(reference)."
                : "“\(line.name)” can be returned once, and \(reference) was that return. Contact us about other units."
        }
        guard progress.count(in: .delivered) == 0 else { return nil }
        switch progress.status {
        case .cancelled: return "“\(line.name)” was cancelled; there is nothing to return."
        case .returnRequested, .returnPickedUp, .rto: return "“\(line.name)” is on its way back already."
        case .returned, .refunded: return "“\(line.name)” has come back to us already."
        default: return "“\(line.name)” is not delivered yet. You can return it after delivery."
        }
    }

    /// The units that a return of so many of each line means.
    ///
    /// - Throws: a `Refusal` when nothing is chosen, a line cannot be returned, or has not so many units.
    package static func units(
        of order: Order, wanted: [Int: Int], under: [Int: String]
    ) throws(Refusal) -> [RequestedUnits] {
        guard !wanted.isEmpty else { throw Refusal(.invalid, "Choose the items to return.") }
        var units: [RequestedUnits] = []
        for (id, quantity) in wanted.sorted(by: { $0.key < $1.key }) {
            guard let line = order.lines.first(where: { $0.id == id }) else {
                throw Refusal(.invalid, "Choose the items to return.")
            }
            if let sentence = refusal(of: line, under: under) { throw Refusal(.invalid, sentence) }
            let most = self.units(of: line, under: under)
            guard (1...most).contains(quantity) else {
                throw Refusal(.invalid, "Of “\(line.name)” you can return 1 to \(most).")
            }
            units.append(RequestedUnits(line: line, quantity: quantity))
        }
        return units
    }

    /// What is left to ask back of an accepted return: what is on its way by now, as the OMS's events said, is not asked back again.
    ///
    /// - Parameter time: when the return was asked for.
    package static func unitsLeft(of items: [Int: Int], in order: Order, since time: Instant) -> [RequestedUnits] {
        order.lines.compactMap { line in
            let left = items[line.id, default: 0] - line.progress.unitsOnTheirWay(since: time)
            return left > 0 ? RequestedUnits(line: line, quantity: left) : nil
        }
    }
}

extension LineProgress {
    /// Units that are on their way back, or came back, or are refunded, since somebody asked for it.
    ///
    /// - Parameter time: by our clock; the OMS's may be some minutes behind it.
    fileprivate func unitsOnTheirWay(since time: Instant) -> Int {
        groups.filter { group in
            switch group.status {
            case .returnRequested, .returnPickedUp, .returned: true
            // Refunded before may be what never arrived.
            case .refunded: group.since > time - .minutes(5)
            default: false
            }
        }.reduce(0) { $0 + $1.quantity }
    }
}

/// Why something comes back. The raw value is the word on the wire.
package enum ReturnReason: String, CaseIterable, Sendable {
    case damaged = "DAMAGED"
    case wrongItem = "WRONG_ITEM"
    case doesNotFit = "DOES_NOT_FIT"
    case notAsDescribed = "NOT_AS_DESCRIBED"
    case changedMind = "CHANGED_MIND"
    case other = "OTHER"

    /// The words on the form.
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
