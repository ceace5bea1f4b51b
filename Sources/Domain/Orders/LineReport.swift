/// A report about a line: these units reached this status at this time.
package struct LineReport: Sendable {
    package let status: ItemStatus
    /// The reported number of units; nil for the whole line.
    package let quantity: Int?
    /// The event's own time.
    package let at: Instant
    package let shipment: Shipment
    /// Whether it is our own act, which is never reported twice.
    package let isOurs: Bool
    /// Whether it came before the line's first return was asked for: what it took back was of none of them.
    package let precedesReturns: Bool

    package init(
        _ status: ItemStatus, quantity: Int?, at: Instant, shipment: Shipment = .none, isOurs: Bool = false,
        precedesReturns: Bool = false
    ) {
        self.status = status
        self.quantity = quantity
        self.at = at
        self.shipment = shipment
        self.isOurs = isOurs
        self.precedesReturns = precedesReturns
    }

    /// By time, and at the same time the earlier step first. The first status comes first, whatever the OMS's clock says.
    fileprivate var sortKey: (Int64, Int, String) {
        let isStart = status == .awaitingPayment || status == .processing
        return (isStart ? .min : at.milliseconds, StatusGraph.rank(status), status.rawValue)
    }

    /// Whether both report the same step of the same number of units at the same time, whatever the AWB.
    fileprivate func isSameStep(as other: LineReport, inLineOf units: Int) -> Bool {
        !isOurs && !other.isOurs && status == other.status && at == other.at
            && min(quantity ?? units, units) == min(other.quantity ?? units, units)
    }

    /// Whether both are the same report: they do not name two AWBs.
    fileprivate func isRepeated(by other: LineReport, inLineOf units: Int) -> Bool {
        guard isSameStep(as: other, inLineOf: units) else { return false }
        guard let awb = other.shipment.awb else { return true }
        return shipment.awb == nil || shipment.isNumbered(awb)
    }

    /// The same report with what a repetition of it says about the parcel.
    fileprivate func completed(by other: LineReport) -> LineReport {
        LineReport(
            status, quantity: quantity, at: at, shipment: shipment.updated(by: other.shipment), isOurs: isOurs,
            precedesReturns: precedesReturns)
    }
}

/// # How a line is read
///
/// Events come late, twice and in any order, and a number of units does not say *which* units. So whenever a report comes, all
/// reports of the line are read again in the order of their own times, and the line stands where that reading ends. In a line
/// of 3:
///
/// 1. "1 delivered" of 12:00 comes: 1 delivered, 2 processing. Then "2 shipped" of 11:00 comes. Taken as it came, it would move
///    the two that wait. In the order of the times it speaks of the delivered unit too: 1 delivered, 1 shipped, 1 processing.
/// 2. "3 delivered" of 12:00 comes. Then "1 cancelled" of 11:00 comes. Read in order, a delivered unit would be cancelled:
///    units never go back, so the line stays as it is, and the report moves only what may still go there: nothing. It is late.
/// 3. 3 are delivered, and the customer returns 1 at 12:00. Then "1 picked up" of 11:58 comes: the OMS's clock is behind. Read in
///    order, the pick-up takes a unit, and then our request may take no other, for only 1 was asked back: 2 delivered, 1 picked up.
extension LineProgress {
    /// Applies one more report, given all earlier ones.
    ///
    /// - Parameter asked: how many units open and accepted returns ask back in all: no step of a return takes others. nil when there
    ///   is no return of ours: then the OMS takes back what it says.
    /// - Returns: the outcome, and whether the report says something that no earlier one did.
    package mutating func take(
        _ report: LineReport, after earlier: [LineReport], asked: Int? = nil
    ) -> (outcome: Outcome, addsInformation: Bool) {
        let known = merged(earlier)
        if known.contains(where: { repeats(report, $0) }) { return (.duplicate, false) }
        let reportsMore = reportsMore(report, than: known)
        let parcelsBefore = parcels
        let outcome = apply(report, after: known, asked)
        // What it says about a parcel has to be read again with every later report.
        return (outcome, reportsMore || parcels != parcelsBefore)
    }

    private mutating func apply(_ report: LineReport, after earlier: [LineReport], _ asked: Int?) -> Outcome {
        let (progress, _) = read(merged(earlier + [report]), asked)
        guard canReach(progress) else {
            var returnable = read(earlier, asked).returnable
            return move(
                report.quantity, to: report.status, at: report.at, shipment: report.shipment, returnable: &returnable)
        }
        let before = statuses
        self = progress
        if before.map(\.units) != statuses.map(\.units) { return .applied }
        guard let group = before.first(where: { $0.status == report.status }) else { return .late }
        let isEarlier = !StatusGraph.isOrderedByTime(report.status) || report.at < group.since
        let isRepeated =
            hasAllUnits(report, earlier) || earlier.contains { report.isSameStep(as: $0, inLineOf: quantity) }
        return isEarlier && !isRepeated ? .late : .duplicate
    }

    /// The same line, status, quantity, time and AWB under another event id is the same report. It may still say more about the
    /// parcel.
    private func repeats(_ report: LineReport, _ other: LineReport) -> Bool {
        other.isRepeated(by: report, inLineOf: quantity) && other.completed(by: report).shipment == other.shipment
    }

    /// Each report once, with all that was said about its parcel.
    private func merged(_ reports: [LineReport]) -> [LineReport] {
        reports.reduce(into: []) { known, report in
            if let index = known.firstIndex(where: { $0.isRepeated(by: report, inLineOf: quantity) }) {
                known[index] = known[index].completed(by: report)
            } else {
                known.append(report)
            }
        }
    }

    /// A line that hears these reports in the order of their times, and how many units a return may take of it after that.
    private func read(_ reports: [LineReport], _ asked: Int?) -> (line: LineProgress, returnable: Int) {
        let start = Group(.awaitingPayment, quantity: quantity, since: Instant(milliseconds: .min))
        return reports.sorted { $0.sortKey < $1.sortKey }.reduce(into: (LineProgress([start]), asked ?? .max)) {
            var returnable = $1.precedesReturns ? .max : $0.1
            _ = $0.0.move($1.quantity, to: $1.status, at: $1.at, shipment: $1.shipment, returnable: &returnable)
            if !$1.precedesReturns { $0.1 = returnable }
        }
    }

    /// More units of a status than the line has mean that something was reported twice. Another AWB may correct the one before, so
    /// only reports of the same AWB are compared.
    private func reportsMore(_ report: LineReport, than earlier: [LineReport]) -> Bool {
        let awb = report.shipment.awb
        return !hasAllUnits(report, earlier.filter { earlier in awb.map { earlier.shipment.isNumbered($0) } ?? true })
    }

    /// Whether all units of this report were reported before. A courier's attempts differ by their times.
    private func hasAllUnits(_ report: LineReport, _ earlier: [LineReport]) -> Bool {
        let same = earlier.filter {
            $0.status == report.status && (!StatusGraph.isOrderedByTime(report.status) || $0.at == report.at)
        }
        return (same + [report]).reduce(0) { $0 + min(max(0, $1.quantity ?? quantity), quantity) } > quantity
    }

    /// Whether each unit here can be one of the units there without going back: wherever some of these units can go, there is
    /// room for all of them (Hall's theorem). A line is in few statuses, so every choice of them is looked at.
    private func canReach(_ other: LineProgress) -> Bool {
        guard quantity == other.quantity else { return false }
        let (here, there) = (statuses, other.statuses)
        return (1..<(1 << here.count)).allSatisfy { choice in
            let chosen = here.indices.filter { choice & (1 << $0) != 0 }.map { here[$0] }
            let room = there.filter { target in
                chosen.contains { StatusGraph.leads($0.status, to: target.status) }
            }
            return chosen.reduce(0) { $0 + $1.quantity } <= room.reduce(0) { $0 + $1.quantity }
        }
    }
}

extension LineProgress.Group {
    fileprivate var units: String { "\(quantity) \(status)" }
}
