import Domain
import Storage

/// An order with everything that was asked for after the sale.
struct AfterSalesState: Sendable {
    let order: Order
    let cancellations: [CancellationRow]
    let returns: [ReturnRow]

    init(_ order: Order, in store: borrowing Snapshot) throws {
        self.order = order
        cancellations = try store.cancellations(ofOrder: order.id)
        returns = try store.returns(ofOrder: order.id)
    }

    /// A cancellation that the OMS has not answered clearly: it is asked again before anything else.
    var openCancellation: CancellationRow? { cancellations.first { $0.state == .open } }

    /// A return that the OMS has not answered clearly.
    var openReturn: ReturnRow? { returns.first { $0.state == .open } }

    /// Whether **Cancel** is offered.
    var canCancel: Bool {
        openCancellation != nil || order.lines.contains { CancellationRule.refusal(of: $0) == nil }
    }

    /// Whether **Return** is offered.
    var canReturn: Bool {
        openReturn != nil || order.lines.contains { ReturnRule.refusal(of: $0, under: returns.underWay) == nil }
    }
}

/// One request as a page shows it.
struct RequestLine: Encodable, Sendable {
    let reference: String
    let kind: String
    let items: String
    let state: String
    let at: String
    let by: String?
    let answer: String?
    let isAccepted: Bool
    let isRefused: Bool
    let isOpen: Bool

    enum CodingKeys: String, CodingKey {
        case reference, kind, items, state, at, by, answer = "request_answer"
        case isAccepted = "is_accepted", isRefused = "is_refused", isOpen = "is_open"
    }
}

extension AfterSalesState {
    /// All requests, newest first.
    var requestLines: [RequestLine] {
        let cancellations = cancellations.map { row in
            (
                row.requestedAt,
                line("Cancellation", row.reference, row.items, row.state, row.requestedAt, row.actor, row.answer)
            )
        }
        let returns = returns.map { row in
            let items = Dictionary(uniqueKeysWithValues: row.items.map { ($0.itemID, $0.quantity) })
            return (
                row.requestedAt, line("Return", row.reference, items, row.state, row.requestedAt, row.actor, row.answer)
            )
        }
        return (cancellations + returns).sorted { $0.0 > $1.0 }.map(\.1)
    }

    private func line(
        _ kind: String, _ reference: String, _ items: [Int: Int], _ state: RequestState, _ at: Instant,
        _ actor: String?,
        _ answer: String?
    ) -> RequestLine {
        let names = order.lines.compactMap { line in items[line.id].map { "\($0) × \(line.name)" } }
        return RequestLine(
            reference: reference, kind: kind, items: names.joined(separator: ", "), state: state.words, at: at.ist,
            by: actor, answer: state.words(answer),
            isAccepted: state == .accepted, isRefused: state == .refused, isOpen: state == .open)
    }
}

/// What a customer reads when there was no clear answer.
let unconfirmedWords = "We could not confirm it. Nothing was changed; please try again."

extension RequestState {
    /// What a customer reads beside a request.
    fileprivate func words(_ answer: String?) -> String? {
        switch self {
        case .accepted, .withdrawn: nil
        case .refused: answer
        case .open: unconfirmedWords
        case .givenUp:
            "Our warehouse gave no answer for an hour, so we stopped asking. You can ask again, or contact us."
        }
    }
}

extension RequestState {
    /// The word a customer reads.
    fileprivate var words: String {
        switch self {
        case .open: "Being confirmed"
        case .accepted: "Accepted"
        case .refused: "Not possible"
        case .withdrawn: "Withdrawn"
        case .givenUp: "Could not be confirmed"
        }
    }
}
