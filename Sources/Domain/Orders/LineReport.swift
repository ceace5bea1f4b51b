/// What somebody told of a line: these units reached this status at this time.
package struct LineReport: Sendable {
    /// The status they reached.
    package let status: ItemStatus
    /// How many units were spoken of; nil for the whole line.
    package let quantity: Int?
    /// The event's own time.
    package let at: Instant

    /// A report of units, or of the whole line.
    package init(_ status: ItemStatus, quantity: Int?, at: Instant) {
        self.status = status
        self.quantity = quantity
        self.at = at
    }
}

extension LineProgress {
    /// Takes in one more report, knowing everything that was told of the line before.
    ///
    /// All reports are read again in the order of their own times: a number of units alone does not say whether "2 shipped"
    /// speaks of the unit that is delivered already, the order of the events does. So the same reports end in the same place in
    /// whatever order they came. Where that reading would take a unit back, the line stays ahead, and the report is taken as
    /// `move` takes it.
    ///
    /// - Returns: what became of it, and whether it told something that none of the earlier reports did.
    package mutating func take(_ report: LineReport, after earlier: [LineReport]) -> (outcome: Outcome, isNews: Bool) {
        let isNews = tellsMore(report, than: earlier)
        let told = read(earlier + [report])
        guard leads(to: told) else { return (move(report.quantity, to: report.status, at: report.at), isNews) }
        let before = self
        self = told
        if !before.hasSameUnits(as: told) { return (.applied, isNews) }
        guard let group = before.groups.first(where: { $0.status == report.status }) else { return (.late, isNews) }
        let isEarlier = !StatusGraph.isToldByTime(report.status) || report.at < group.since
        return (isNews && isEarlier ? .late : .duplicate, isNews)
    }

    /// A line that hears these reports in the order of their times.
    private func read(_ reports: [LineReport]) -> LineProgress {
        let unplaced = Group(.awaitingPayment, quantity: quantity, since: Instant(milliseconds: .min))
        return reports.sorted { $0.order < $1.order }.reduce(into: LineProgress([unplaced])) { line, report in
            _ = line.move(report.quantity, to: report.status, at: report.at)
        }
    }

    /// More units of a status than the line has cannot have been told of: something was said twice. A courier's attempts are
    /// told apart by their times.
    private func tellsMore(_ report: LineReport, than earlier: [LineReport]) -> Bool {
        let same = earlier.filter {
            $0.status == report.status && (!StatusGraph.isToldByTime(report.status) || $0.at == report.at)
        }
        let told = (same + [report]).reduce(0) { $0 + min(max(0, $1.quantity ?? quantity), quantity) }
        return told <= quantity
    }

    private func hasSameUnits(as other: LineProgress) -> Bool {
        groups.map(\.status) == other.groups.map(\.status) && groups.map(\.quantity) == other.groups.map(\.quantity)
    }

    /// Whether each unit here can be one of the units there without going back: wherever some of these units can go, there is
    /// room for all of them (Hall's theorem). A line has few groups, so every choice of them is looked at.
    private func leads(to other: LineProgress) -> Bool {
        guard quantity == other.quantity else { return false }
        return (1..<(1 << groups.count)).allSatisfy { choice in
            let chosen = groups.indices.filter { choice & (1 << $0) != 0 }.map { groups[$0] }
            let room = other.groups.filter { target in
                chosen.contains { StatusGraph.leads($0.status, to: target.status) }
            }
            return chosen.reduce(0) { $0 + $1.quantity } <= room.reduce(0) { $0 + $1.quantity }
        }
    }
}

extension LineReport {
    /// By time; at one time the earlier step first. An order begins where it begins, whatever the OMS's clock says.
    fileprivate var order: (Int64, Int, String) {
        let isStart = status == .awaitingPayment || status == .processing
        return (isStart ? .min : at.milliseconds, StatusGraph.rank(status), status.rawValue)
    }
}
