import Domain
import OMS
import Storage

extension World {
    /// Cancels lines of an order: at once when the OMS never got the order, else the OMS decides.
    ///
    /// - Parameter isSettled: whether the order's push was just repeated.
    /// - Throws: a `Refusal` when a line cannot be cancelled; nothing has changed then.
    func cancel(
        _ lines: Set<ID<OrderLine>>, of order: Order, reason: String, by requester: Requester, isSettled: Bool = false,
        now: Instant
    ) throws -> RequestOutcome {
        let (plan, request) = try database.write(for: order.websiteID) { store in
            try store.beginCancellation(lines, ofOrder: order.id, reason: reason, by: requester, isSettled, now: now)
        }
        switch (plan, request) {
        case (.cancelHere, _): return .accepted
        case (.confirming, let open?): return .confirming(open.reference)
        case (.busy, _?): return .busy(.cancellation)
        case (.ask, let open?), (.askAgain, let open?): return try askToCancel(open)
        case (.settlePush, _) where isSettled:
            return .refused(
                "We could not find out whether our warehouse has this order. Nothing was cancelled; try again in a few minutes."
            )
        case (.settlePush, _):
            try pushLeased(order.id, lane: .page, by: requester.actor)
            return try cancel(lines, of: order, reason: reason, by: requester, isSettled: true, now: clock())
        default:
            return .refused("We are still sending this order to our warehouse. Try again in half a minute.")
        }
    }

    func askToCancel(_ request: RequestRow) throws -> RequestOutcome {
        let (found, all) = try database.read { store in
            (try store.order(id: request.orderID), try store.cancellations(ofOrder: request.orderID))
        }
        guard let order = found, let row = all.first(where: { $0.id == request.id }) else {
            throw Refusal.notFound("order")
        }
        let wire = CancellationRequest(
            reference: row.reference, orderNumber: order.number, reason: row.reason,
            items: order.lines.compactMap { line in
                row.items[line.id].map { RequestedUnits(line: line, quantity: $0) }
            }, isRepeated: row.mayBeDone(in: order, after: all), presence: order.push.presence)
        return try ask(request, of: order) {
            oms.cancel(wire, of: $0, lane: .page)
        } accept: { store, requester, now in
            try store.cancel(row, of: order, by: requester, now: now)
        }
    }
}

extension CancellationRow {
    /// Whether the OMS may have cancelled exactly this already, in an attempt without a clear answer: then "already cancelled"
    /// is success. An attempt for some of these lines proves nothing about the others, nor does an event that cancelled some.
    fileprivate func mayBeDone(in order: Order, after all: [CancellationRow]) -> Bool {
        let gone = order.lines.filter { items[$0.id] != nil && CancellationRule.units(of: $0) == 0 }.count
        guard gone == 0 || gone == items.count else { return false }
        return all.contains { row in
            row.presence == .perhaps && items.allSatisfy { row.items[$0.key, default: 0] >= $0.value }
        }
    }
}

extension Transaction {
    /// Does the local part of a cancellation. The order is read again: the page may be older.
    ///
    /// - Returns: the plan, and its request, leased if the OMS must be asked.
    fileprivate func beginCancellation(
        _ lines: Set<ID<OrderLine>>, ofOrder orderID: ID<Order>, reason: String, by requester: Requester,
        _ isSettled: Bool,
        now: Instant
    ) throws -> (CancellationPlan, RequestRow?) {
        guard let order = try order(id: orderID) else { throw Refusal.notFound("order") }
        let open = try cancellations(ofOrder: orderID).first { $0.state == .open }
        let plan = CancellationPlan(
            lines, of: order.push, open: open.map { (lines: Set($0.items.keys), leaseUntil: $0.leaseUntil) },
            now: now)
        if let open {
            if plan == .askAgain {
                _ = try leaseRequest(open.request, until: Lease.request.end(from: now), now: now)
            }
            return (plan, open.request)
        }
        let units = try CancellationRule.units(of: order, lines: lines)
        switch plan {
        case .settlePush:
            if !isSettled {
                _ = try leaseOrderToPush(orderID, until: Lease.request.end(from: now), now: now)
            }
            return (plan, nil)
        case .cancelHere, .ask:
            let row = try addCancellation(
                of: order, units, reason: reason, actor: requester.actor,
                lease: plan == .ask ? Lease.request.end(from: now) : nil, now: now)
            if plan == .cancelHere {
                try cancel(row, of: order, by: requester, now: now)
                try notifyChange(of: order, since: now, at: now)
            }
            return (plan, row.request)
        case .confirming, .busy, .askAgain: return (plan, nil)
        }
    }

    fileprivate func cancel(
        _ row: CancellationRow, of order: Order, by requester: Requester, now: Instant
    ) throws {
        try cancel(
            row.items, of: order, source: requester.source, actor: requester.actor, reason: row.reason, now: now)
        try withdrawIfEmpty(orderID: order.id)
        try noteRefund(ofCancellation: row.id)
    }
}
