import Domain

package struct WriterFigures: Sendable {
    /// Closures that wait now.
    package internal(set) var waiting = 0
    /// Whether so many wait for a writer that does not get on that the next are refused.
    package internal(set) var isRefusing = false
    /// Closures in each commit.
    package private(set) var batches = Histogram([1, 2, 4, 8, 16, 32, 64])
    /// Microseconds from the first closure of a commit until it was on disk.
    package private(set) var commits = Histogram.durations

    mutating func add(_ jobs: Int, took microseconds: Int) {
        batches.add(jobs)
        commits.add(microseconds)
    }
}
