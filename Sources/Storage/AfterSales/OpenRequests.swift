import Domain

/// A cancellation or a return without a clear answer.
package struct OpenRequest: Sendable {
    package let id: Int
    package let orderID: Int
    /// When it was asked for first.
    package let requestedAt: Instant
    /// When the last try ended; the first may have died with its process.
    package let lastTryAt: Instant
    package let attempts: Int
}

extension Reader where Self: ~Copyable {
    /// Cancellations that nobody is asking about at this moment.
    package func openCancellations(now: Instant) throws -> [OpenRequest] {
        try all(
            """
            SELECT id, order_id, requested_at, coalesce(answered_at, requested_at), attempts FROM cancellation
            WHERE state = 'open' AND (lease_until IS NULL OR lease_until <= \(now))
            """
        ) { try openRequest($0) }
    }

    /// Returns that nobody is asking about at this moment.
    package func openReturns(now: Instant) throws -> [OpenRequest] {
        try all(
            """
            SELECT id, order_id, requested_at, coalesce(answered_at, requested_at), attempts FROM return_request
            WHERE state = 'open' AND (lease_until IS NULL OR lease_until <= \(now))
            """
        ) { try openRequest($0) }
    }

    /// How many requests were given up without an answer since a time.
    package func givenUpRequests(of websiteID: Int, since time: Instant) throws -> Int {
        try number(
            """
            SELECT (SELECT count(*) FROM cancellation
                    WHERE website_id = \(websiteID) AND state = 'given_up' AND answered_at >= \(time))
                + (SELECT count(*) FROM return_request
                    WHERE website_id = \(websiteID) AND state = 'given_up' AND answered_at >= \(time))
            """)
    }

    private func openRequest(_ row: Row) throws -> OpenRequest {
        OpenRequest(
            id: try row[0], orderID: try row[1], requestedAt: try row[2], lastTryAt: try row[3], attempts: try row[4])
    }
}

extension Transaction {
    /// Ends an open cancellation that nobody is asking about: it is never sent again.
    ///
    /// - Returns: false when there was none to end.
    package func endCancellation(ofOrder orderID: Int, _ state: RequestState, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE cancellation SET state = \(state), answered_at = \(now), lease_until = NULL
            WHERE order_id = \(orderID) AND state = 'open' AND (lease_until IS NULL OR lease_until <= \(now))
            """) == 1
    }

    /// Ends an open return that nobody is asking about: it is never sent again, and its bank details are of no more use.
    ///
    /// - Returns: false when there was none to end.
    package func endReturn(ofOrder orderID: Int, _ state: RequestState, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE return_request SET state = \(state), answered_at = \(now), closed_at = \(now), lease_until = NULL
            WHERE order_id = \(orderID) AND state = 'open' AND (lease_until IS NULL OR lease_until <= \(now))
            """) == 1
    }
}
