import CFastCGI
import Dispatch
import Domain
import Glibc
import Synchronization
import Web

/// Takes requests from nginx over FastCGI on a number of worker threads.
package final class Server: Sendable {
    private let socket: Int32
    private let workers: Int
    private let clock: @Sendable () -> Instant
    private let answer: @Sendable (Request) -> Response
    private let isStopping = Atomic(false)
    private let largeBodies = LargeBodies()
    private let running = DispatchGroup()
    private let started = Mutex<[Worker]>([])

    /// A thread, and whether it waits for a request: only then may it be interrupted.
    private final class Worker: Sendable {
        let thread = pthread_self()
        let isWaiting = Mutex(false)
        /// Since when it answers its request; nil while it waits for one.
        let busySince = Mutex<ContinuousClock.Instant?>(nil)
    }

    package init(
        socket: Int32, workers: Int, clock: @escaping @Sendable () -> Instant,
        answer: @escaping @Sendable (Request) -> Response
    ) {
        self.socket = socket
        self.workers = workers
        self.clock = clock
        self.answer = answer
    }

    /// Starts the workers. SIGTERM and SIGINT must have been blocked before: libfcgi would take them over, and the process
    /// would live on and answer nothing.
    package func start() {
        FCGX_Init()
        // A large body gets pages of its own, which go back to the kernel with it. Left to itself, malloc learns from the first one
        // to take the next out of each worker's own arena, and keeps them there.
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        // What a page needs stays with its worker for the next one: given back after each, it came back as a fault for every 4 KiB,
        // fifty of them for a list of staff's.
        mallopt(M_TRIM_THRESHOLD, 1 << 20)
        // libfcgi's own handler ends every accept of this process for good: after one stray signal the workers would spin and
        // answer nobody. This one only interrupts their wait.
        var wakeUp = sigaction()
        wakeUp.__sigaction_handler.sa_handler = { _ in }
        sigaction(SIGUSR1, &wakeUp, nil)
        for number in 1...workers {
            DispatchQueue(label: "kartify.worker.\(number)").async(group: running) { [self] in work() }
        }
    }

    /// Stops taking requests, lets the workers finish theirs, and returns.
    ///
    /// The socket stays open: systemd may have lent it, and the next process takes over who waits in it. So the workers that
    /// wait for a request are woken by a signal, which interrupts it; again and again, since one may fall between a
    /// worker's last look at the flag and its wait.
    package func stop() {
        isStopping.store(true, ordering: .relaxed)
        repeat {
            wake()
        } while running.wait(timeout: .now() + .milliseconds(20)) == .timedOut
    }

    /// Whether every worker has been busy with one request for longer than this: nobody is answered any more.
    package func isHanging(longerThan limit: Duration) -> Bool {
        let now = ContinuousClock.now
        let known = started.withLock { $0 }
        return known.count == workers
            && known.allSatisfy { worker in worker.busySince.withLock { $0.map { now - $0 > limit } ?? false } }
    }

    /// Lets the workers that wait for a request look again: the socket behind the descriptor may be another one.
    package func wake() {
        for worker in started.withLock({ $0 }) {
            worker.isWaiting.withLock { if $0 { pthread_kill(worker.thread, SIGUSR1) } }
        }
    }

    private func work() {
        // Dispatch blocks every signal on its threads.
        var wakeUp = sigset_t()
        sigemptyset(&wakeUp)
        sigaddset(&wakeUp, SIGUSR1)
        pthread_sigmask(SIG_UNBLOCK, &wakeUp, nil)
        let worker = Worker()
        started.withLock { $0.append(worker) }
        var call = FCGX_Request()
        FCGX_InitRequest(&call, socket, FCGI_FAIL_ACCEPT_ON_INTR)
        while accept(&call, worker) {
            worker.busySince.withLock { $0 = .now }
            take(Exchange(&call))
            worker.busySince.withLock { $0 = nil }
        }
    }

    private func take(_ exchange: Exchange) {
        let hasRoom = largeBodies.begin(exchange.bodyLength)
        defer { if hasRoom { largeBodies.end(exchange.bodyLength) } }
        exchange.finish(with: answer(exchange.request(now: clock(), readingBody: hasRoom)), isBodyRead: hasRoom)
    }

    /// Waits for a request; false when the server stops.
    private func accept(_ call: inout FCGX_Request, _ worker: Worker) -> Bool {
        worker.isWaiting.withLock { $0 = true }
        defer { worker.isWaiting.withLock { $0 = false } }
        while !isStopping.load(ordering: .relaxed) {
            let failure = -FCGX_Accept_r(&call)
            if failure == 0 { return true }
            // Without a descriptor to spare every accept fails at once, and all workers would spin until there is one. The signal of
            // `stop` ends the pause.
            if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(failure) { _ = poll(nil, 0, 100) }
        }
        return false
    }
}
