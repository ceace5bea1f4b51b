import Crypto
import Domain
import FoundationEssentials
import Storage

extension Terminal {
    /// `kartify copy-to ADDRESS|FOLDER`
    func copyTo() throws {
        guard arguments.count == 2, !arguments[1].isEmpty else {
            throw Refusal(
                .invalid,
                "Name the PostgreSQL server or the folder to copy to: kartify copy-to postgres://user@host/name, or kartify copy-to FOLDER."
            )
        }
        let installation = try Installation(self)
        try StoreMove(from: installation, to: arguments[1], by: person).run(at: .now) { say($0) }
    }
}

/// The way of an installation from one engine to the other.
struct StoreMove {
    private let installation: Installation
    private let target: String
    private let person: String
    private var isToServer: Bool { target.hasPrefix("postgres://") || target.hasPrefix("postgresql://") }

    init(from installation: Installation, to target: String, by person: String) {
        self.installation = installation
        self.target = target
        self.person = person
    }

    func run(at now: Instant, _ say: (String) -> Void) throws {
        guard let key = try installation.readKey() else {
            throw Refusal(
                .invalid,
                "There is no key file \(installation.keyPath). Set KARTIFY_DATA to the folder of the installation.")
        }
        do {
            let transfer = try StoreTransfer(
                from: installation.server.map(StorePlace.server) ?? .file(installation.file),
                to: isToServer ? .server(target) : .file(target + "/kartify.sqlite"), of: number(of: key)
            ) { try $0.auditEverywhere("Copied the database", of: place, by: person, at: now) }
            var rows = 0, written = 0
            let isWhole = try transfer.run { result in
                say(line(for: result))
                rows += result.digest.rows
                written += result.written
            }
            say(
                "\(counted(rows, "row is", "rows are")) the same on both sides, by count and checksum of each table; \(counted(written, "row was", "rows were")) written."
            )
            say(isWhole ? last : next(at: now))
        } catch DatabaseError.busy {
            throw Refusal(
                .conflict, "Somebody else works with the copy. End that program, and type the command again.")
        } catch let error as DatabaseError where error.isUnavailable {
            throw Refusal(
                .conflict,
                "A database does not answer or takes no writes (\(error)). The copy is what it was before; type the command again."
            )
        }
    }

    /// What no other installation has, and no rotation of the key changes.
    private func number(of key: SecretKey) -> Int {
        key.hash("installation", purpose: "copy").prefix(8).reduce(0) { $0 << 8 | Int($1) }
    }

    private var place: String { isToServer ? "a PostgreSQL server" : target }

    private func line(for result: StoreTransfer.Result) -> String {
        let sum = String(result.digest.checksum, radix: 16)
        return result.table.padding(24) + "\(result.digest.rows)".padding(-12) + "  "
            + String(repeating: "0", count: 16 - sum.count) + sum
            + (result.written > 0 ? "  \(result.written) written" : "")
    }

    private func next(at now: Instant) -> String {
        """
        This is the database of \(now.istWithSeconds). Others have it open, so what is written from now on is not in the copy. To move:
          1. systemctl stop kartify.socket kartify.service
          2. this command again, which then copies what has changed
          3. \(setting), and systemctl start kartify.socket kartify.service
        """
    }

    private var last: String {
        "Nobody else had the database open, so nothing is missing. To move: \(setting), and systemctl start kartify.socket kartify.service."
    }

    private var setting: String {
        if isToServer { return "KARTIFY_DATABASE=ADDRESS in /etc/kartify/environment" }
        let hasMoved = target != installation.folder
        return "take KARTIFY_DATABASE out of /etc/kartify/environment"
            + (hasMoved ? ", copy kartify.key and images from \(installation.folder) to \(target)" : "")
    }
}

extension String {
    /// Spaces after it, or before it, up to a width.
    fileprivate func padding(_ width: Int) -> String {
        let spaces = String(repeating: " ", count: max(1, abs(width) - count))
        return width < 0 ? spaces + self : self + spaces
    }
}
