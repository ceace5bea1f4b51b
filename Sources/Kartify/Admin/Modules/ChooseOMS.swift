import Domain
import Storage
import Web

/// POST /admin/modules/:oms/choice — makes it the website's OMS. Open orders stay with the one before.
@Sendable func chooseOMS(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let oms = try module(request, of: staff, in: world).settings.oms
    try staff.change(request, in: world) { store, change in
        guard try store.module(of: change.websiteID, oms)?.settings.isEnabled == true else {
            throw Refusal(.conflict, "Enable the \(oms.title) module first: orders go to it from then on.")
        }
        guard let before = try store.website(id: change.websiteID)?.oms, before != oms else { return }
        try store.setOMS(oms, of: change.websiteID)
        try store.audit("Chose the OMS", of: "\(before.title) → \(oms.title)", change)
    }
    return .redirect(to: "/admin/modules?chosen")
}
