import OMS
import Dispatch
import Domain
import Synchronization
import TestSupport
import Testing

/// How pages stay fast while Arvind is slow or down.
struct CircuitTests {
    private let clock = FakeClock()

    @Test func `after five failures in a row nobody calls for 30 s, then one call tries`() throws {
        let server = try LoopbackServer(.answer(503, ""))
        let client = aClient(clock: clock)
        for count in 1...5 {
            #expect(try ask(client, server).record != nil)
            #expect(server.requests.count == count)
        }
        #expect(try ask(client, server).record == nil)
        #expect(try ask(client, server).answer.outcome == .unknown)
        clock.advance(Span(milliseconds: 29_999))
        #expect(try ask(client, server).record == nil)
        #expect(server.requests.count == 5)
        clock.advance(Span(milliseconds: 1))
        #expect(try ask(client, server).record != nil)
        #expect(try ask(client, server).record == nil)
        #expect(server.requests.count == 6)
    }

    @Test(arguments: [Span.hours(1), .days(1)])
    func `a clock that is set back does not keep the circuit open`(jump: Span) throws {
        let server = try LoopbackServer(.answer(503, ""))
        let client = aClient(clock: clock)
        clock.advance(jump)
        for _ in 1...6 { _ = try ask(client, server) }
        clock.advance(Span(milliseconds: -jump.milliseconds))
        #expect(try ask(client, server).record != nil)
        #expect(server.requests.count == 6)
    }

    @Test func `while calls are paused the client says until when, for that website alone`() throws {
        let server = try LoopbackServer(.answer(503, ""))
        let client = aClient(clock: clock), settings = anAccount(at: server.url).settings
        for _ in 1...5 {
            #expect(client.pausedUntil(settings, now: clock.now) == nil)
            _ = try ask(client, server)
        }
        #expect(client.pausedUntil(settings, now: clock.now) == clock.now + .seconds(30))
        #expect(client.pausedUntil(anAccount(at: "http://elsewhere.example").settings, now: clock.now) == nil)
        clock.advance(.seconds(30))
        #expect(client.pausedUntil(settings, now: clock.now) == nil)
    }

    @Test func `a successful try closes the circuit`() throws {
        let server = try LoopbackServer(
            [LoopbackServer.Turn](repeating: .answer(503, ""), count: 5) + [.answer(200, serviceable)])
        let client = aClient(clock: clock)
        for _ in 1...5 { _ = try ask(client, server) }
        clock.advance(.seconds(30))
        for _ in 1...3 { #expect(try ask(client, server).answer.outcome == .accepted) }
    }

    @Test func `while one call tries, the others do not wait for it`() throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try LoopbackServer(
            [LoopbackServer.Turn](repeating: .answer(503, ""), count: 5) + [.answerAfter(gate, 200, serviceable)])
        let client = aClient(clock: clock)
        for _ in 1...5 {
            _ = try ask(client, server)
            server.arrivals.wait()
        }
        clock.advance(.seconds(30))
        let trying = Later { try ask(client, server).answer.outcome }
        server.arrivals.wait()
        #expect(try ask(client, server).record == nil)
        gate.signal()
        #expect(try trying.value() == .accepted)
    }

    @Test func `a success or a refusal in between begins the count again`() throws {
        let server = try LoopbackServer(
            [LoopbackServer.Turn](repeating: .answer(503, ""), count: 4) + [.answer(400, failure())]
                + [LoopbackServer.Turn](repeating: .answer(503, ""), count: 4) + [.answer(200, serviceable)])
        let client = aClient(clock: clock)
        for _ in 1...10 { #expect(try ask(client, server).record != nil) }
        #expect(server.requests.count == 10)
    }

    @Test func `one website's address that is down does not stop another's`() throws {
        let down = try LoopbackServer(.answer(503, "")), up = try LoopbackServer(.answer(200, serviceable))
        let client = aClient(clock: clock)
        for _ in 1...6 { _ = try ask(client, down) }
        #expect(try ask(client, up).answer.outcome == .accepted)
    }
}

struct BulkheadTests {
    @Test func `pages that wait at once are limited, and jobs are not`() throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try LoopbackServer(.answerAfter(gate, 200, serviceable))
        let client = aClient(waitingPages: 2)
        let waiting = (0..<2).map { _ in Later { try ask(client, server).answer.outcome } }
        for _ in 0..<2 { server.arrivals.wait() }

        let turnedAway = try ask(client, server)
        #expect(turnedAway.answer.outcome == .unknown && turnedAway.record == nil)
        let job = Later { try ask(client, server, lane: .job).answer.outcome }
        server.arrivals.wait()

        for _ in 0..<3 { gate.signal() }
        for answer in waiting + [job] { #expect(try answer.value() == .accepted) }
        gate.signal()
        #expect(try ask(client, server).answer.outcome == .accepted)
    }

    @Test func `while answers come at once a crowd waits for its turn, and nobody is turned away`() throws {
        let bulkhead = Bulkhead(limit: 2, patience: .seconds(60))
        let busy = Atomic(0), most = Atomic(0)
        let found = try inParallel(40) { _ in
            bulkhead.enter("brand") {
                let now = busy.add(1, ordering: .relaxed).newValue
                most.max(now, ordering: .relaxed)
                busy.subtract(1, ordering: .relaxed)
            }
        }
        #expect(found.count { $0 != nil } == 40)
        #expect(most.load(ordering: .relaxed) <= 2)
    }

    @Test func `a place that becomes free is taken by one who waits`() throws {
        let bulkhead = Bulkhead(limit: 1, patience: .seconds(60))
        let isIn = DispatchSemaphore(value: 0), mayLeave = DispatchSemaphore(value: 0)
        let first = Later {
            bulkhead.enter("brand") {
                isIn.signal()
                mayLeave.wait()
            }
        }
        isIn.wait()
        let second = Later { bulkhead.enter("brand") { "second" } }
        mayLeave.signal()
        #expect(try first.value() != nil && second.value() == "second")
    }

    @Test func `where nobody comes or goes one is turned away`() {
        let bulkhead = Bulkhead(limit: 1, patience: .milliseconds(1))
        #expect(bulkhead.enter("brand") { bulkhead.enter("brand") { "second" } } == .some(nil))
    }
}

private func ask(
    _ client: OMSClient, _ server: LoopbackServer, lane: OMSClient.Lane = .page
) throws -> Exchanged<ServiceabilityAnswer> {
    try client.serviceability(aQuestion(), of: anAccount(at: server.url), lane: lane)
}

/// A value that another thread is working out.
private final class Later<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let group = DispatchGroup()

    init(_ body: @escaping @Sendable () throws -> Value) {
        DispatchQueue(label: "test.later").async(group: group) { [self] in
            let found = Result { try body() }
            result.withLock { $0 = found }
        }
    }

    func value() throws -> Value {
        group.wait()
        return try #require(result.withLock { $0 }).get()
    }
}
