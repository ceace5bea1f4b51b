/// Something between us and the OMS that staff have to settle with it. The raw value is the word in the database.
package struct OMSTrouble: Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// Its times are in the future.
        case clockAhead = "clock_ahead"
        /// Nothing of an inventory update could be taken.
        case inventoryRejected = "inventory_rejected"
        case eventRejected = "event_rejected"
        /// The OMS does not accept our Auth Token.
        case tokenRefused = "token_refused"
    }

    /// One that has not come again for so long is over.
    package static let memory = Span.days(1)

    package let oms: OMSKind
    package let kind: Kind
    /// How often it came, with less than `memory` between one time and the next.
    package let count: Int
    package let lastAt: Instant

    package init(oms: OMSKind, kind: Kind, count: Int, lastAt: Instant) {
        self.oms = oms
        self.kind = kind
        self.count = count
        self.lastAt = lastAt
    }

    package var message: String {
        let times = count == 1 ? "Once" : "\(count) times"
        return switch kind {
        case .clockAhead: "\(times), \(oms.title) told of a time that is more than 5 minutes ahead of our clock."
        case .inventoryRejected: "\(times), no item of an inventory update from \(oms.title) could be taken."
        case .eventRejected: "\(times), an event from \(oms.title) could not be taken."
        case .tokenRefused: "\(times), \(oms.title) did not accept the \(oms.tokenTitle)."
        }
    }
}
