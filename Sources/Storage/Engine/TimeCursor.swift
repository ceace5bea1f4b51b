import Domain

/// A position in a list by time, and by row among those of one time. In an address it is `1795408200000-17`.
package struct TimeCursor<Entity>: Hashable, Sendable {
    package let at: Instant
    package let id: ID<Entity>

    package init(at: Instant, id: ID<Entity>) {
        self.at = at
        self.id = id
    }

    /// The columns' values, as `ListPlace.page` compares them.
    var values: [SQL] { ["\(at)", "\(id)"] }
}

extension TimeCursor: LosslessStringConvertible {
    package init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let milliseconds = Int64(parts[0]), let id = ID<Entity>(parts[1]) else { return nil }
        self.init(at: Instant(milliseconds: milliseconds), id: id)
    }

    package var description: String { "\(at.milliseconds)-\(id)" }
}
