import Domain
import FastCGI
import Glibc
import Systemd

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
        if !world.database.isFile { try SharedFolders(folder: installation.folder).check(world.database) }
        try world.temporaryFiles.prepare()
        let address = setting("KARTIFY_LISTEN", else: "unix:\(installation.folder)/kartify.sock")
        let socket = try Listener.open(address)
        let site = Site(world)
        let server = Server(socket: socket, workers: installation.workers, clock: world.clock) { site.answer($0) }
        let scheduler = Scheduler(world)
        server.start()
        try scheduler.start()
        world.log.event(
            "started", at: world.clock(),
            ["workers": .integer(installation.workers), "data": .text(installation.folder)])
        for problem in world.mailWords.problems {
            world.log.event(
                "mail words not used", at: world.clock(),
                ["file": .text(problem.file), "reason": .text(problem.words)])
        }

        ServiceManager.ready()
        var received: Int32 = -1
        while received < 0 {
            var pause = timespec(tv_sec: 2, tv_nsec: 0)
            received = sigtimedwait(&signals, nil, &pause)
            guard received < 0 else { continue }
            restore(socket, address, server, world)
            reportAlive(server, world)
        }
        ServiceManager.stopping()
        world.log.event("stopping", at: world.clock(), ["signal": .integer(Int(received))])
        server.stop()
        world.background.stop()
        scheduler.stop()
        world.log.event("stopped", at: world.clock())
    }

    /// nginx has given up on a request long before.
    private static let longestRequest = Duration.seconds(120)

    /// A server whose workers all hang is left to systemd's watchdog, which starts it anew.
    private func reportAlive(_ server: Server, _ world: World) {
        guard server.isHanging(longerThan: Self.longestRequest) else { return ServiceManager.alive() }
        world.log.event("all_workers_hang", at: world.clock())
    }

    private func restore(_ socket: Int32, _ address: String, _ server: Server, _ world: World) {
        do {
            guard try Listener.restore(socket, at: address) else { return }
            server.wake()
            world.log.event("socket_restored", at: world.clock(), ["address": .text(address)])
        } catch {
            world.log.fault(error, at: world.clock())
        }
    }
}
