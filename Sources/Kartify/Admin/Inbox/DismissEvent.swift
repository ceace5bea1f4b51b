import Domain
import Storage
import Web

/// POST /admin/tools/inbox/:id/dismissal — nothing is left to do about an event that was not applied.
@Sendable func dismissEvent(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<InboxEvent> = try request.id("id", of: "event")
    let lengths = InboxEvent.Dismissal.reasonLength
    guard let reason = request.form["reason"].words(lengths) else {
        throw Refusal(.invalid, "Keep the reason under \(lengths.upperBound) characters.")
    }
    try staff.change(request, in: world) { store, change in
        guard let event = try store.inboxEvent(id: id, of: change.websiteID) else { throw Refusal.notFound("event") }
        guard try store.dismissEvent(id: id, reason: reason, by: change.staff, now: change.now) else {
            throw Refusal(.conflict, "This event has been applied or dismissed already. Reload its page.")
        }
        try store.audit(
            "Dismissed a webhook event", of: reason.isEmpty ? event.event.eventID : "\(event.event.eventID): \(reason)",
            change)
    }
    return .redirect(to: "/admin/tools/inbox/\(id)")
}
