import Domain
import OMS
import Storage

struct AfterSalesState: Sendable {
    let order: Order
    let cancellations: [CancellationRow]
    let returns: [ReturnRow]
    /// Whether the refund of a COD order may go to a UPI id.
    let offersUPI: Bool
    /// Which came with each return.
    let photographs: [ID<RequestRow>: [ID<Photograph>]]

    init(_ order: Order, in store: borrowing some Reader & ~Copyable) throws {
        self.order = order
        cancellations = try store.cancellations(ofOrder: order.id)
        returns = try store.returns(ofOrder: order.id)
        offersUPI = try store.offersUPIRefunds(at: order.websiteID)
        photographs = returns.isEmpty ? [:] : try store.photographs(ofOrder: order.id)
    }

    /// All requests with their units by line, newest first.
    var requests: [(row: RequestRow, items: [ID<OrderLine>: Int])] {
        (cancellations.map { ($0.request, $0.items) } + returns.map { ($0.request, $0.wanted) })
            .sorted { $0.0.requestedAt > $1.0.requestedAt }
    }

    /// Requests without a clear answer: they are retried before anything else.
    func open(_ kind: RequestKind) -> (row: RequestRow, items: [ID<OrderLine>: Int])? {
        requests.first { $0.row.kind == kind && $0.row.state == .open }
    }

    var canCancel: Bool {
        open(.cancellation) != nil || order.lines.contains { CancellationRule.refusal(of: $0) == nil }
    }

    /// Why a line cannot be returned, for whoever asks; nil when it can.
    func whyNotReturned(_ line: OrderLine, by requester: Requester) -> String? {
        let latest = returns.first { $0.wanted[line.id] != nil }
        let refused = latest?.state == .refused ? order.oms.meaning(of: latest?.code ?? "") : nil
        return ReturnRule.refusal(
            of: line, under: returns.underWay, lastRefusal: refused, isStaff: requester.actor != nil)
    }

    var canReturn: Bool {
        open(.return) != nil || order.lines.contains { ReturnRule.refusal(of: $0, under: returns.underWay) == nil }
    }
}

struct RequestLine: Encodable, Sendable {
    let reference: String
    let kind: String
    let items: String
    let state: String
    let at: String
    let by: String?
    let requestAnswer: String?
    /// The OMS's answer, for staff.
    let omsWords: String?
    let photographs: [PhotographLink]
    let isAccepted: Bool
    let isRefused: Bool
    let isOpen: Bool

    struct PhotographLink: Encodable, Sendable {
        let address: String
        let number: Int
    }
}

extension AfterSalesState {
    /// - Parameter withPhotographs: for those who may see them.
    func requestLines(forStaff: Bool = false, withPhotographs: Bool = false) -> [RequestLine] {
        requests.map { request, items in
            RequestLine(
                reference: request.reference, kind: request.kind.title, items: names(of: items),
                state: request.state.words, at: request.requestedAt.ist, by: request.actor,
                requestAnswer: request.wordsForCustomer ?? refundWords(of: request, forStaff: forStaff),
                omsWords: forStaff ? request.omsWords : nil,
                photographs: withPhotographs ? links(toPhotographsOf: request) : [],
                isAccepted: request.state == .accepted,
                isRefused: request.state == .refused,
                isOpen: request.state == .open)
        }
    }

    private func links(toPhotographsOf request: RequestRow) -> [RequestLine.PhotographLink] {
        guard request.kind == .return else { return [] }
        return photographs[request.id, default: []].enumerated().map { index, id in
            .init(address: "/admin/returns/\(request.reference)/photographs/\(id)", number: index + 1)
        }
    }

    private func refundWords(of request: RequestRow, forStaff: Bool) -> String? {
        if request.kind == .return {
            let row = returns.first { $0.id == request.id }
            return request.state == .accepted ? row?.routeWords.map { "Refund \($0)." } : nil
        }
        return cancellations.first { $0.reference == request.reference }?.refund.map { at, staff in
            forStaff ? "Paid back on \(at.istWithSeconds), says \(staff)." : "Refunded on \(at.ist)."
        }
    }

    /// `2 × Polo, 1 × Belt`.
    func names(of items: [ID<OrderLine>: Int]) -> String {
        order.lines.compactMap { line in items[line.id].map { "\($0) × \(line.name)" } }.joined(separator: ", ")
    }
}

extension RequestRow {
    var askedUntil: Instant { requestedAt + RetryRule.patience }

    fileprivate var wordsForCustomer: String? {
        switch state {
        case .accepted, .withdrawn: nil
        case .refused: answer
        case .open: "Our warehouse has not confirmed it yet. We keep trying until \(askedUntil.ist)."
        case .givenUp:
            "Our warehouse gave no answer for an hour, so we stopped asking. You can ask again, or contact us."
        }
    }
}

extension RequestState {
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
