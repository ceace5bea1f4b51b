import Domain
import Outbound

/// Calls the OMS. Blocking: the caller's thread waits for the answer.
package final class OMSClient: Sendable {
    /// Who waits for the answer.
    package enum Lane: Sendable {
        /// A person at a page; only so many at once.
        case page
        /// A person at a page that can do without the answer.
        case cart
        case job
    }

    private let http: HTTPClient
    private let patience: Patience
    private let circuit = Circuit()
    private let pages: Bulkhead
    private let clock: @Sendable () -> Instant
    private let onCall: @Sendable (ExchangeRecord) -> Void

    /// A client of which at most `waitingPages` page requests wait at the same time; others wait for a moment while answers come.
    ///
    /// - Parameter onCall: sees each call that was made.
    package init(
        _ http: HTTPClient, waitingPages: Int, patience: Patience, clock: @escaping @Sendable () -> Instant,
        onCall: @escaping @Sendable (ExchangeRecord) -> Void = { _ in }
    ) {
        self.http = http
        self.patience = patience
        pages = Bulkhead(limit: waitingPages, patience: .milliseconds(200))
        self.clock = clock
        self.onCall = onCall
    }

    /// Whether the OMS delivers these SKUs to a pincode.
    ///
    /// - Parameter kind: `test` when staff try the connection.
    package func serviceability(
        _ question: ServiceabilityQuestion, of account: OMSAccount, as kind: CallKind = .serviceability,
        lane: Lane = .page
    ) -> Exchanged<ServiceabilityAnswer> {
        send(account.adapter.serviceability(question, account, as: kind), of: account, lane: lane)
    }

    /// Pushes an order. "Already there" is success.
    package func push(_ order: Order, of account: OMSAccount, lane: Lane) -> Exchanged<String?> {
        send(account.adapter.order(order, account), of: account, lane: lane)
    }

    package func cancel(
        _ request: CancellationRequest, of account: OMSAccount, lane: Lane
    ) -> Exchanged<String?> {
        send(account.adapter.cancellation(request, account), of: account, lane: lane)
    }

    package func requestReturn(_ request: ReturnRequest, of account: OMSAccount, lane: Lane) -> Exchanged<String?> {
        send(account.adapter.customerReturn(request, account), of: account, lane: lane)
    }

    /// Which SKUs an OMS has counted anew since a cursor; nil where it sends its counts by itself.
    package func stockChanges(since cursor: String?, of account: OMSAccount) -> Exchanged<StockChanges>? {
        account.adapter.stockChanges(since: cursor, account).map { send($0, of: account, lane: .job) }
    }

    /// The stock of some SKUs now; nil where the OMS cannot be asked for it.
    package func stock(of skus: [SKU], of account: OMSAccount, lane: Lane) -> Exchanged<[InventoryItem]>? {
        account.adapter.stock(of: skus, account, as: lane == .cart ? .cart : .stock)
            .map { send($0, of: account, lane: lane) }
    }

    /// Until when this process does not call the OMS for a website, because it has not answered several times in a row.
    package func pausedUntil(_ settings: ModuleSettings, now: Instant) -> Instant? {
        circuit.pausedUntil(settings.circuitKey, now: now)
    }

    private func send<Value>(_ message: Message<Value>, of account: OMSAccount, lane: Lane) -> Exchanged<
        Value
    > {
        switch lane {
        case .job: exchange(message, account, lane)
        case .page, .cart:
            pages.enter(account.circuitKey) { exchange(message, account, lane) }
                ?? Exchanged(
                    answer: .unclear("Too many requests are waiting for \(account.settings.oms.title) already."),
                    record: nil)
        }
    }

    private func exchange<Value>(_ message: Message<Value>, _ account: OMSAccount, _ lane: Lane)
        -> Exchanged<Value>
    {
        let address = account.settings.apiURL
        let start = clock()
        // A call in a hurry proves nothing by failing, and is not the one that tries again.
        let isAllowed =
            lane == .cart ? circuit.isClosed(account.circuitKey) : circuit.allows(account.circuitKey, now: start)
        guard isAllowed else {
            return Exchanged(
                answer: .unclear(
                    "\(account.settings.oms.title) has not answered several times in a row; waiting before the next try."
                ),
                record: nil)
        }
        let trace = Trace.current?.id
        let call = HTTPClient.Call(
            post: address + message.path,
            headers: account.adapter.headers(account, idempotencyKey: message.idempotencyKey)
                + (trace.map { ["X-Request-Id: \($0)"] } ?? []),
            body: message.body, timeoutMilliseconds: patience.milliseconds(lane))
        let mask = Mask([account.authToken], account: message.account)
        var status: Int?
        var response: String
        var said: Answer<Value>
        var isTokenRefused = false
        do {
            let answer = try http.send(call)
            status = answer.status
            response = String(decoding: answer.body, as: UTF8.self)
            said = mask.hide(in: account.adapter.answer(to: message, answer))
            isTokenRefused = account.adapter.refusesToken(answer)
        } catch {
            response = error.reason
            said = .unclear("No answer: \(error.reason).")
        }
        let end = clock()
        if case .unclear = said {
            if lane != .cart { circuit.failed(account.circuitKey, now: end) }
        } else {
            circuit.succeeded(account.circuitKey)
        }
        let record = ExchangeRecord(
            kind: message.kind, oms: account.settings.oms, orderNumber: message.orderNumber, target: call.url,
            idempotencyKey: message.idempotencyKey, at: start, outcome: said.outcome, httpStatus: status,
            duration: end - start, request: kept(String(decoding: message.body, as: UTF8.self), mask),
            response: kept(response, mask), isTokenRefused: isTokenRefused, requestID: trace)
        onCall(record)
        return Exchanged(answer: said, record: record)
    }

    private func kept(_ text: String, _ mask: Mask) -> KeptText {
        KeptText(mask.hide(in: text))
    }
}

extension Patience {
    fileprivate func milliseconds(_ lane: OMSClient.Lane) -> Int {
        switch lane {
        case .page: page
        case .cart: cart
        case .job: job
        }
    }
}
