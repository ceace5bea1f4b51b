import CFastCGI
import Dispatch
import Domain
import Glibc
import Synchronization
import Web

/// Takes requests from nginx over FastCGI on a number of worker threads.
public final class Server: Sendable {
    private let socket: Int32
    private let workers: Int
    private let clock: @Sendable () -> Instant
    private let answer: @Sendable (Request) -> Response
    private let isStopping = Atomic(false)
    private let running = DispatchGroup()

    /// A server on a listening socket.
    public init(
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
    public func start() {
        FCGX_Init()
        for number in 1...workers {
            DispatchQueue(label: "kartify.worker.\(number)").async(group: running) { [self] in work() }
        }
    }

    /// Stops taking requests, lets the workers finish what they hold, and returns then.
    public func stop() {
        isStopping.store(true, ordering: .relaxed)
        // Wakes every worker that waits in accept(); its FCGX_Accept_r then returns an error.
        shutdown(socket, Int32(SHUT_RDWR))
        running.wait()
    }

    private func work() {
        var call = FCGX_Request()
        FCGX_InitRequest(&call, socket, 0)
        while !isStopping.load(ordering: .relaxed) {
            if FCGX_Accept_r(&call) < 0 {
                if isStopping.load(ordering: .relaxed) { return }
                continue
            }
            let exchange = Exchange(&call)
            let response = answer(exchange.request(now: clock()))
            exchange.send(response)
            FCGX_Finish_r(&call)
        }
    }
}
