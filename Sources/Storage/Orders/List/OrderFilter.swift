import Domain

package enum OrderTab: String, CaseIterable, Sendable {
    case all
    case toPush = "to_push"
    /// Refused by the OMS, or not pushed before the window of the schedule passed.
    case stuck
    case partlyShipped = "partly_shipped"
    /// Some units could not be delivered, or return to origin.
    case undelivered
    /// With a cancellation or return that the OMS has not answered.
    case requestsOpen = "requests_open"
    case awaitingPayment = "awaiting_payment"
}

package struct OrderFilter: Equatable, Sendable {
    package var tab = OrderTab.all
    /// Only orders with one of these statuses; empty for any.
    package var statuses: [ItemStatus] = []
    package var pushState: PushState?
    package var paymentMode: PaymentMode?
    /// Only orders with a cancellation or return in this state,
    package var requestState: RequestState?
    /// last answered since then.
    package var requestSince: Instant?
    /// Only orders with a payment, or a part of one, that we have to pay back.
    package var isToRefund = false
    /// Only orders that were taken although the OMS could not be asked.
    package var isUnchecked = false
    /// Placed in this time.
    package var from: Instant?
    package var until: Instant?
    package var pincode: String?
    /// With this SKU or AWB, whatever the case of its letters; of an AWB also the beginning.
    package var sku: String?
    package var awb: String?
    /// With what the search finds.
    package var words: String?
    /// When the list is looked at: whether an order is stuck depends on it.
    package let now: Instant

    package init(now: Instant) {
        self.now = now
    }

    package func of(_ tab: OrderTab) -> OrderFilter {
        var filter = self
        filter.tab = tab
        return filter
    }
}

extension OrderFilter {
    /// What it asks of a website's orders, to stand after a WHERE.
    ///
    /// One condition leads, by its index: a set of orders, or else the first column that few orders share. The others are
    /// written so that no index serves them: which of two is the better one, no planner knows.
    ///
    /// - Parameters:
    ///   - found: the orders that the words find.
    ///   - isLedBySorting: the index that the list is sorted by leads.
    func condition(of website: Website, found: [ID<Order>]?, isLedBySorting: Bool) -> SQL {
        let sets = sets(of: website.id) + (found.map { ["id IN (\(SQL.list($0.isEmpty ? [0] : $0)))"] } ?? [])
        var isLed = !sets.isEmpty || isLedBySorting
        func take(_ column: SQL, _ test: SQL) -> SQL {
            defer { isLed = true }
            return isLed ? "\(column) || '' \(test)" : "\(column) \(test)"
        }
        var parts: [SQL] = [!sets.isEmpty ? "+website_id = \(website.id)" : "website_id = \(website.id)"] + sets
        if let pincode { parts.append(take("pincode", "= \(pincode)")) }
        if isUnchecked {
            isLed = true
            parts.append("unchecked IS NOT NULL")
        }
        switch tab {
        case .all, .requestsOpen: break
        case .toPush: parts.append(take("push_state", "= 'waiting'"))
        case .awaitingPayment: parts.append(take("push_state", "= 'unpaid'"))
        case .stuck:
            isLed = true
            parts.append("push_state IN ('waiting', 'refused')")
            parts.append("(push_state = 'refused' OR placed_at < \(now - PushWindow.scheduled))")
        case .partlyShipped, .undelivered:
            isLed = true
            parts.append(tab == .undelivered ? "has_undelivered = 1" : "is_partly_shipped = 1")
        }
        if let pushState { parts.append(take("push_state", "= \(pushState)")) }
        if !statuses.isEmpty { parts.append(take("status", "IN (\(SQL.list(statuses)))")) }
        if let paymentMode { parts.append(take("payment_mode", "= \(paymentMode)")) }
        let time: SQL = isLedBySorting ? "placed_at + 0" : "placed_at"
        if let from { parts.append("\(time) >= \(from)") }
        if let until { parts.append("\(time) < \(until)") }
        return parts.dropFirst().reduce(parts[0]) { "\($0) AND \($1)" }
    }

    /// Whether it is sure to find a small part of the orders. A status, a payment mode or a time may find nearly all.
    var findsFew: Bool {
        let isAnyPush = pushState == nil || pushState == .pushed || pushState == .withdrawn
        return tab != .all || !isAnyPush || requestState != nil || isToRefund || isUnchecked || pincode != nil
            || sku != nil || awb != nil || words != nil
    }

    private func sets(of websiteID: ID<Website>) -> [SQL] {
        let sets: [SQL?] = [
            tab == .requestsOpen ? Self.requests(of: websiteID, in: .open, since: nil) : nil,
            requestState.map { Self.requests(of: websiteID, in: $0, since: requestSince) },
            isToRefund ? Self.toRefund(of: websiteID) : nil,
            sku.map { OrderSearch.bySKU($0, of: websiteID) }, awb.map { OrderSearch.byAWB($0) },
        ]
        return sets.compactMap(\.self).map { "id IN (\($0))" }
    }

    private static func requests(of websiteID: ID<Website>, in state: RequestState, since time: Instant?) -> SQL {
        let byTime: SQL = time.map { "AND answered_at >= \($0)" } ?? ""
        return """
            SELECT order_id FROM cancellation WHERE website_id = \(websiteID) AND state = \(state) \(byTime)
            UNION ALL
            SELECT order_id FROM return_request WHERE website_id = \(websiteID) AND state = \(state) \(byTime)
            """
    }

    private static func toRefund(of websiteID: ID<Website>) -> SQL {
        """
        SELECT order_id FROM payment WHERE website_id = \(websiteID) AND effect = 'to_refund' AND refunded_at IS NULL
        UNION ALL
        SELECT order_id FROM cancellation
        WHERE website_id = \(websiteID) AND is_refund_ours = 1 AND refunded_at IS NULL
        """
    }
}
