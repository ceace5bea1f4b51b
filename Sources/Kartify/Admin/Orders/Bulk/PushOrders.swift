import Domain
import Storage
import Web

/// POST /admin/orders/pushes — **Push** the chosen orders, refused ones too, in the background.
@Sendable func pushOrders(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    guard request.form.has("all") || request.form.has("order") else {
        throw Refusal(.invalid, "Tick the orders to push first, or tick that you mean all that match.")
    }
    let chosen = try ChosenOrders(request.form, staff, now: request.now)
    try staff.audit("Pushed orders", of: chosen.words, request, in: world)
    let run = try PushSelectedOrders(
        chosen.selection, in: chosen.websites, subject: chosen.words, by: staff.member.username, in: world)
    world.background.start("push-selected") { run.finish() }
    return .redirect(to: "/admin/tools/cron/runs/\(run.id)")
}
