import Domain
import FastCGI
import Glibc

extension Terminal {
    /// `kartify serve`: answers until SIGTERM or SIGINT, finishes what it holds, and ends.
    func serve() throws {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        // Before any thread: every thread inherits the mask, and libfcgi would else take SIGTERM over.
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)

        let installation = try Installation(self)
        let world = try installation.open()
        try world.temporaryFiles.prepare()
        let address = setting("KARTIFY_LISTEN", else: "unix:\(installation.folder)/kartify.sock")
        let socket = try Listener.open(address)
        let site = Site(world)
        let server = Server(socket: socket, workers: installation.workers, clock: world.clock) { site.answer($0) }
        let scheduler = Scheduler(world)
        server.start()
        try scheduler.start()
        world.log.event(
            "started", at: world.clock(), ["workers": "\(installation.workers)", "data": installation.folder])

        var received: Int32 = 0
        sigwait(&signals, &received)
        world.log.event("stopping", at: world.clock(), ["signal": "\(received)"])
        server.stop()
        world.background.stop()
        scheduler.stop()
        world.log.event("stopped", at: world.clock())
    }
}
