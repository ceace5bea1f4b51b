import Domain
import Storage

extension World {
    /// Makes the daily backup. When it fails, everybody who takes alerts hears of it.
    func backUp() throws -> String {
        guard database.isFile else { return "The database is on a server, which is backed up there." }
        let now = clock()
        do {
            return "Made \(try backups.backUp(database, at: now))."
        } catch {
            let reason = (error as? Refusal)?.message ?? "\(error)"
            try database.write { store in
                for website in try store.websites() where try store.alertSettings(of: website.id)?.target != nil {
                    try store.raiseAlert(.backupFailed, "The daily backup failed. \(reason)", of: website.id, at: now)
                }
            }
            throw error
        }
    }
}
