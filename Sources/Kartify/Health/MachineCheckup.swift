import Domain
import FoundationEssentials
import Glibc
import Storage

/// What the installation has of its machine: the store, the key, the disk, the backups, the clock and the settings.
struct MachineCheckup {
    let world: World
    let now: Instant

    private static let fewestBytes = 512 << 20
    private static let longestLog = 256 << 20

    func findings() -> [Finding] {
        [database, log, key, disk, backup, clock, versions] + settings
    }

    private var database: Finding {
        let needs = world.readiness.needs(of: world.database, in: world.folder, now: now)
        guard let fault = [.database, .migrations, .writer].lazy.compactMap({ needs[$0]?.fault }).first else {
            return .good(
                "Database", "It takes writes; \(size(world.database.size.data)), schema \(Migration.all.count).")
        }
        return Finding(
            subject: "Database", state: .bad, words: "It takes no writes, or not as it should: \(fault).",
            remedy: "df -h; ls -l \(world.folder); kartify check")
    }

    private var log: Finding {
        let bytes = world.database.size.log
        guard bytes > Self.longestLog else { return .good("Log of writes", "\(size(bytes)).") }
        return Finding(
            subject: "Log of writes", state: .warning, words: "It has grown to \(size(bytes)): a long reader holds it.",
            remedy: "Look for an export or a backup that hangs; systemctl restart kartify")
    }

    private var key: Finding {
        let path = world.folder + "/kartify.key"
        var status = stat()
        guard stat(path, &status) == 0 else {
            return Finding(
                subject: "Key file", state: .bad,
                words: "\(path) is missing: nothing sealed can be opened after a restart.",
                remedy: "Put it back from the place where you keep it.")
        }
        guard status.st_mode & 0o077 != 0 else { return .good("Key file", "Only its owner may read it.") }
        return Finding(
            subject: "Key file", state: .bad, words: "Others on this machine may read it.", remedy: "chmod 600 \(path)",
            fix: {
                guard chmod(path, 0o600) == 0 else { throw Refusal(.invalid, "\(path) is somebody else's file.") }
                return "Made \(path) private."
            })
    }

    private var disk: Finding {
        guard let disk = Disk(of: world.folder) else {
            return Finding(subject: "Disk", state: .warning, words: "Its free space cannot be told.", remedy: "df -h")
        }
        let words = "\(size(disk.free)) free (\(disk.percent) %)."
        if disk.free < Self.fewestBytes {
            return Finding(subject: "Disk", state: .bad, words: words, remedy: "Make room below \(world.folder): df -h")
        }
        guard disk.percent < 10 else { return .good("Disk", words) }
        return Finding(subject: "Disk", state: .warning, words: words, remedy: "Make room soon: df -h \(world.folder)")
    }

    private var backup: Finding {
        let (backups, database, now) = (world.backups, world.database, now)
        guard database.isFile else { return .good("Backup", "The database is on a server, which is backed up there.") }
        let fix: @Sendable () throws -> String = { "Made \(try backups.backUp(database, at: now))." }
        guard let newest = backups.backups.first else {
            return Finding(
                subject: "Backup", state: .warning, words: "There is none in \(backups.path).",
                remedy: "kartify backup",
                fix: fix)
        }
        let words = "The last is of \(newest.at.ist), \(size(newest.bytes)), in \(backups.path)."
        guard newest.at < now - .hours(36) else { return .good("Backup", words) }
        return Finding(
            subject: "Backup", state: .bad, words: words, remedy: "kartify backup; kartify cron run back-up", fix: fix)
    }

    /// systemd leaves a file when its time service has found the right time.
    private var clock: Finding {
        guard access("/run/systemd/system", F_OK) == 0, access("/run/systemd/timesync/synchronized", F_OK) != 0,
            access("/run/chrony", F_OK) != 0
        else { return .good("Clock", "\(now.istWithSeconds).") }
        return Finding(
            subject: "Clock", state: .warning, words: "It is \(now.istWithSeconds), and nothing keeps it right.",
            remedy: "timedatectl set-ntp true; timedatectl status")
    }

    private var versions: Finding {
        .good("Versions", "kartify \(version), \(world.database.engineName).")
    }

    /// Settings that are right for a demo and wrong for a shop.
    private var settings: [Finding] {
        var found: [Finding] = []
        if !world.brakes.isOn {
            found.append(
                Finding(
                    subject: "Settings", state: .warning,
                    words: "KARTIFY_BRAKES=off: orders and carts are not slowed down.",
                    remedy: "Remove it, then systemctl restart kartify"))
        }
        if world.network.scheme == "http" {
            found.append(
                Finding(
                    subject: "Settings", state: .warning,
                    words: "KARTIFY_PORT is set: pages go to browsers without TLS.",
                    remedy: "Remove it once nginx has a certificate, then systemctl restart kartify"))
        }
        return found.isEmpty ? [.good("Settings", "Nothing unsafe is set.")] : found
    }

    private func size(_ bytes: Int) -> String {
        for (unit, name) in [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")] where bytes >= unit {
            return "\(bytes * 10 / unit / 10).\(bytes * 10 / unit % 10) \(name)"
        }
        return "\(bytes) bytes"
    }
}
