/// How many values stayed within each of some bounds, and their sum.
package struct Histogram: Sendable {
    /// Rising. What is above the last counts in `count` alone.
    package let bounds: [Int]
    /// Values within each bound and above the one before it.
    package private(set) var counts: [Int]
    package private(set) var count = 0
    package private(set) var sum = 0

    package init(_ bounds: [Int]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count)
    }

    /// Microseconds, from a millisecond to the half minute that nginx waits.
    package static var durations: Histogram {
        Histogram([
            1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000,
            10_000_000, 30_000_000,
        ])
    }

    package mutating func add(_ value: Int) {
        if let place = bounds.firstIndex(where: { value <= $0 }) { counts[place] += 1 }
        count += 1
        sum += value
    }

    /// Adds a histogram with the same bounds.
    package mutating func add(_ other: Histogram) {
        for place in counts.indices { counts[place] += other.counts[place] }
        count += other.count
        sum += other.sum
    }
}

extension Duration {
    package var microseconds: Int {
        Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000)
    }
}
