import Domain
import Storage

extension Transaction {
    /// Raises an alert that the dashboard shows, too: where alerts go nowhere, nothing waits to be delivered.
    func alertStaff(_ cause: AlertCause, _ message: String, of websiteID: ID<Website>, at now: Instant) throws {
        guard let alert = try raiseAlert(cause, message, of: websiteID, at: now) else { return }
        if try alertSettings(of: websiteID)?.target == nil {
            try recordAlertAttempt(alert.id, fault: nil, at: now)
        }
    }
}
