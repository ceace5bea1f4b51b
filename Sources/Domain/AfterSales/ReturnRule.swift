/// What of an order may be returned (DESIGN, rule 8). The page, the POST and the tests all ask here.
public enum ReturnRule {
    /// What a customer may add to the reason.
    public static let commentLength = 0...500

    /// How many units of a line can be returned now.
    ///
    /// - Parameter under: references of open or accepted returns, by line.
    public static func units(of line: OrderLine, under: [Int: String]) -> Int {
        under[line.id] == nil ? line.progress.count(in: .delivered) : 0
    }

    /// Why a line cannot be returned, for a customer; nil when it can.
    public static func refusal(of line: OrderLine, under: [Int: String]) -> String? {
        if let reference = under[line.id] { return "A return of “\(line.name)” is under way already: \(reference)." }
        guard line.progress.count(in: .delivered) == 0 else { return nil }
        switch line.progress.status {
        case .cancelled: return "“\(line.name)” was cancelled; there is nothing to return."
        case .returnRequested, .returnPickedUp, .returned, .refunded, .rto:
            return "“\(line.name)” is on its way back already."
        default: return "“\(line.name)” is not delivered yet. You can return it after delivery."
        }
    }

    /// The units that a return of so many of each line means.
    ///
    /// - Throws: a `Refusal` when nothing is chosen, a line cannot be returned, or has not so many units.
    public static func units(
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
}

/// Why something comes back. The raw value is the word on the wire.
public enum ReturnReason: String, CaseIterable, Sendable {
    case damaged = "DAMAGED"
    case wrongItem = "WRONG_ITEM"
    case doesNotFit = "DOES_NOT_FIT"
    case notAsDescribed = "NOT_AS_DESCRIBED"
    case changedMind = "CHANGED_MIND"
    case other = "OTHER"

    /// The words on the form.
    public var title: String {
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
