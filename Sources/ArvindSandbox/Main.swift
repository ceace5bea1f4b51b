import Domain
import FastCGI
import Glibc
import Web

/// `arvind-sandbox`: a server that stands in for Arvind Internet, so that the whole product runs and is tested without it.
@main
struct Main {
    static func main() {
        // Before any thread: libfcgi takes SIGTERM over otherwise, and the process would live on and answer nothing.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        do {
            let settings = Settings()
            let world = try World(settings)
            let server = try start(world, listen: settings.listen)
            try settings.mail.map { address in
                try MailDoor(address) { mail in
                    let now = world.clock()
                    try world.database.write { try $0.keep(mail, at: now) }
                }
            }?.open()
            var signal: Int32 = 0
            sigwait(&signals, &signal)
            world.pause.end()
            server.stop()
            Log.event("stopped", [:])
        } catch {
            Log.event("cannot start", ["reason": sentence(error)])
            exit(1)
        }
    }

    private static func start(_ world: World, listen: String) throws -> Server {
        let answering = Answering(world)
        let server = Server(socket: try Listener.open(listen), workers: 32, clock: world.clock) { answering.answer($0) }
        server.start()
        Log.event("started", ["listen": listen, "websites": String(world.shops.all.count)])
        return server
    }

    private static func sentence(_ error: any Error) -> String {
        // The FastCGI module names the product's variable; ours has another name.
        ((error as? Refusal)?.message ?? "\(error)").replacing("KARTIFY_LISTEN", with: "SANDBOX_LISTEN")
    }
}
