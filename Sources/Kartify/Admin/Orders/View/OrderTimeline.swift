import Domain
import Storage
import Web

struct TimelineEntry: Encodable, Sendable {
    let at: String
    let time: String
    let badge: [ToneBadge]
    /// `2 × Polo (M), Delhivery 149`.
    let what: String?
    let source: String?
    let remark: String?
    let isLate: Bool
    let notes: [NoteEntry]
}

struct NoteEntry: Encodable, Sendable {
    let noteID: ID<OrderNote>
    let text: String
    let author: String
    let isEdited: Bool
    let isMine: Bool
}

struct OrderPast {
    let histories: [ID<OrderLine>: [ItemEvent]]
    let exchanges: [ExchangeRow]
    let payments: [PaymentRow]
    let messages: [MessageRow]
    let notes: [OrderNote]

    init(_ order: Order, _ website: Website, shownTo staff: Staff, in store: borrowing some Reader & ~Copyable) throws {
        histories = try store.histories(ofOrder: order.id)
        exchanges = try store.exchanges(ofOrder: order.number, of: website.id, limit: AdminOrderPage.exchanges)
            .map(staff.shown)
        payments = try store.payments(ofOrder: order.id)
        messages = try store.messages(ofOrder: order.id)
        notes = try store.notes(ofOrder: order.id)
    }
}

/// All that happened to an order, the newest first: what customers, the OMS, the payment gateway and the staff did.
struct OrderTimeline {
    private var found: [(at: Instant, entry: TimelineEntry)] = []
    private let oms: OMSKind

    init(_ state: AfterSalesState, _ past: OrderPast, _ oms: OMSKind, reader: String) {
        self.oms = oms
        addEvents(state.order, past.histories)
        for call in past.exchanges where call.kind == .order { addPush(call) }
        for request in state.requests { add(request.row, state.names(of: request.items)) }
        for payment in past.payments { add(payment) }
        for message in past.messages { add(message) }
        for note in past.notes { add(note, reader) }
    }

    var entries: [TimelineEntry] {
        // What came at the same time stays in the order in which it was added.
        found.enumerated().sorted { ($0.element.at, $0.offset) > ($1.element.at, $1.offset) }.map(\.element.entry)
    }

    private mutating func add(
        _ at: Instant, _ words: String, _ tone: StatusTone, _ what: String? = nil, source: String? = nil,
        remark: String? = nil, isLate: Bool = false, notes: [NoteEntry] = []
    ) {
        let entry = TimelineEntry(
            at: at.istWithSeconds, time: at.rfc3339, badge: [ToneBadge(words, tone)], what: what, source: source,
            remark: remark, isLate: isLate, notes: notes)
        found.append((at, entry))
    }

    /// Items that a report names together are one entry.
    private mutating func addEvents(_ order: Order, _ histories: [ID<OrderLine>: [ItemEvent]]) {
        struct Key: Hashable {
            let at: Instant
            let receivedAt: Instant
            let status: ItemStatus
            let source: StatusSource
            let isLate: Bool
            let remark: String?
        }
        var groups: [(key: Key, what: [String], parcels: [String])] = []
        var places: [Key: Int] = [:]
        for line in order.lines {
            for event in histories[line.id, default: []] {
                let key = Key(
                    at: event.at, receivedAt: event.receivedAt, status: event.status, source: event.source,
                    isLate: event.isLate, remark: event.reason)
                let place = places[key] ?? groups.count
                places[key] = place
                if place == groups.count { groups.append((key, [], [])) }
                groups[place].what.append("\(event.quantity) × \(line.shortName)")
                let parcel = [event.shipment.courier, event.shipment.awb].compactMap(\.self).joined(separator: " ")
                if !parcel.isEmpty, !groups[place].parcels.contains(parcel) { groups[place].parcels.append(parcel) }
            }
        }
        let actors = Dictionary(
            histories.values.flatMap(\.self).compactMap { event in event.actor.map { (event.receivedAt, $0) } }
        ) { first, _ in first }
        for (key, what, parcels) in groups {
            let isPlaced = key.source == .checkout
            let actor = actors[key.receivedAt].map { " (\($0))" } ?? ""
            add(
                key.at, isPlaced ? "Placed: \(key.status.title)" : key.status.title, key.status.tone,
                (what + parcels).joined(separator: ", "), source: key.source.title(oms) + actor,
                remark: isPlaced ? order.uncheckedWords ?? key.remark : key.remark,
                isLate: key.isLate)
        }
    }

    private mutating func addPush(_ call: ExchangeRow) {
        let (words, tone): (String, StatusTone) =
            switch call.outcome {
            case .accepted: ("Push accepted", .green)
            case .refused: ("Push refused", .red)
            case .unknown: ("Push without a clear answer", .amber)
            }
        add(call.at, words, tone, source: call.httpStatus.map { "HTTP \($0)" } ?? "No answer")
    }

    private mutating func add(_ request: RequestRow, _ items: String) {
        let kind = "\(request.kind.title) \(request.reference)"
        add(
            request.requestedAt, "\(kind) requested", .blue, items,
            source: request.actor.map { "\($0), for the customer" } ?? "Customer")
        guard let at = request.answeredAt, request.state != .open else { return }
        let tone: StatusTone = request.state == .accepted ? .green : request.state == .withdrawn ? .grey : .red
        add(
            at, "\(kind): \(request.state.title(oms))", tone, source: oms.title,
            remark: request.omsWords ?? request.answer)
    }

    private mutating func add(_ payment: PaymentRow) {
        let line = PaymentLine(payment, mayOperate: false)
        add(
            payment.news.at, "Payment: \(line.outcome)",
            line.isToRefund ? .red : payment.effect == .placed ? .green : .grey,
            line.amount, source: "Payment gateway, \(line.event)")
    }

    private mutating func add(_ message: MessageRow) {
        let line = MessageLine(message)
        add(
            message.createdAt, line.channel, line.isBad ? .red : .grey,
            "\(line.what), \(line.channel) to \(line.recipient): \(line.outcome)", remark: line.fault)
    }

    private mutating func add(_ note: OrderNote, _ reader: String) {
        let entry = NoteEntry(
            noteID: note.id, text: note.text, author: note.staff, isEdited: note.editedAt != nil,
            isMine: note.staff == reader)
        add(note.at, "Note", .grey, source: note.staff, notes: [entry])
    }
}

extension Order {
    /// For staff: why it was taken although the OMS could not be asked.
    var uncheckedWords: String? {
        unchecked.map { rule in
            let why =
                rule == .takeKnown ? ", as it had delivered to \(address.pincode.text) in the 24 hours before" : ""
            return "Taken while \(oms.title) could not be asked\(why). It is asked before the push."
        }
    }
}

extension OrderLine {
    fileprivate var shortName: String { optionText.isEmpty ? name : "\(name) (\(optionText))" }
}
