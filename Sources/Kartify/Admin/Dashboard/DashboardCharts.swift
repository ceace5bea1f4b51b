import Domain

extension BarChart {
    static let days = 14
    static let hours = 24

    /// Orders of each day, by how far they have come by now.
    static func orders(_ orders: [IndianDay: [ItemStatus: Int]], until today: IndianDay) -> BarChart {
        let tones = StatusTone.allCases
        let columns = (0..<days).map { index in
            let day = today - (days - 1 - index)
            let counts = orders[day] ?? [:]
            return Column(
                label: day.title,
                values: tones.map { tone in counts.filter { $0.key.tone == tone }.values.reduce(0, +) })
        }
        return BarChart(
            "Orders a day", by: "Day", tones.map { Series(name: $0.orders, tone: "\($0)") }, columns, labelEach: 2)
    }

    /// Calls to the OMS in each hour, by how they ended.
    static func calls(_ calls: [Int: [CallOutcome: Int]], until now: Instant, _ oms: OMSKind) -> BarChart {
        let outcomes: [(CallOutcome, Series)] = [
            (.accepted, Series(name: "Accepted", tone: "green")),
            (.refused, Series(name: "Refused", tone: "amber")),
            (.unknown, Series(name: "No clear answer", tone: "red")),
        ]
        let last = (Int(now.milliseconds) + IndianDay.offset) / 3_600_000
        let columns = ((last - hours + 1)...last).map { hour in
            Column(
                label: "\(hour % 24 < 10 ? "0" : "")\(hour % 24):00",
                values: outcomes.map { calls[hour]?[$0.0] ?? 0 })
        }
        return BarChart("Calls to \(oms.title) an hour", by: "Hour", outcomes.map(\.1), columns, labelEach: 3)
    }
}

extension StatusTone {
    /// What orders in this tone have in common.
    fileprivate var orders: String {
        switch self {
        case .grey: "Not begun or cancelled"
        case .blue: "On the way"
        case .green: "Delivered or returned"
        case .amber: "Coming back"
        case .red: "Somebody must act"
        }
    }
}
