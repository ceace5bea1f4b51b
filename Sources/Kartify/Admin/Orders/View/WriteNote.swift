import Domain
import Storage
import Web

/// POST /admin/orders/:number/notes — **Add note**.
@Sendable func addNote(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    try writeNote(request, staff, world) { store, order, text, now in
        try store.addNote(text, toOrder: order.id, by: staff.member.username, at: now)
    }
}

/// POST /admin/orders/:number/notes/:id — its author changes a note.
@Sendable func editNote(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<OrderNote> = try request.id("id", of: "note")
    return try writeNote(request, staff, world) { store, order, text, now in
        guard try store.editNote(id, ofOrder: order.id, text, by: staff.member.username, at: now) else {
            throw Refusal(.forbidden, "Only its author may change a note. Add a note of your own.")
        }
    }
}

private func writeNote(
    _ request: Request, _ staff: Staff, _ world: World,
    _ write: @escaping @Sendable (borrowing Transaction, Order, String, Instant) throws -> Void
) throws -> Response {
    let number = request.path("number")
    let text = request.form.trimmed("note")
    guard (1...2000).contains(text.count) else {
        throw Refusal(.invalid, "Write a note of 1 to 2000 characters.")
    }
    try staff.change(request, in: world) { store, change in
        guard let order = try store.order(number: number, of: change.websiteID) else { throw Refusal.notFound("order") }
        try write(store, order, text, change.now)
    }
    let list = request.form["list"]
    return .redirect(
        to: "/admin/orders/\(number)" + (list.isEmpty ? "" : "?list=\(percentEncoded(list))") + "#timeline")
}
