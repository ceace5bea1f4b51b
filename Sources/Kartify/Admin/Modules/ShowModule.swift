import Domain
import Storage
import Web

/// GET /admin/modules
@Sendable func listModules(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let isEnabled = try world.database.read { try $0.module(of: staff.website.id)?.settings.isEnabled }
    return try staff.page(ModulesPage(isEnabled: isEnabled ?? false), in: world)
}

/// GET /admin/modules/:oms
@Sendable func showModule(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let test: ModulePage.Test? = world.shownOnce.take(request.query["test"], for: staff.session, now: request.now)
    let page = try modulePage(request, staff, world, saved: request.query.has("saved"), test: test)
    return try staff.page(page, in: world)
}

/// The saved settings, with the last calls from the OMS.
func modulePage(
    _ request: Request, _ staff: Staff, _ world: World, typed: Fields? = nil, errors: FormErrors = FormErrors(),
    saved: Bool = false, test: ModulePage.Test? = nil
) throws -> ModulePage {
    let module = try module(request, of: staff, in: world)
    let (calls, troubles) = try world.database.read { store in
        (
            try store.receivedCalls(of: staff.website.id, limit: ModulePage.calls),
            try store.troubles(of: staff.website.id, since: request.now - OMSTrouble.memory)
        )
    }
    let scheme = request.isSecure ? "https" : "http"
    let host = try world.database.read { try $0.hosts(of: staff.website) }.contains(request.host)
    let address = host ? request.authority : try otherAuthority(request, staff, world)
    return ModulePage(
        module, shown: module.fields(world.key), of: staff.website.oms, base: "\(scheme)://\(address)", typed: typed,
        errors: errors, calls: calls.map(staff.shown), troubles: troubles, health: staff.standing.health,
        pausedUntil: world.oms.pausedUntil(module.settings, now: request.now), saved: saved, test: test,
        maySave: staff.member.role.may(.administer), now: request.now)
}

/// Staff may look at another website than the one whose host they use.
private func otherAuthority(_ request: Request, _ staff: Staff, _ world: World) throws -> String {
    let host = try world.database.read { try $0.hosts(of: staff.website) }.first ?? request.host
    return host + request.authority.dropFirst(request.host.count)
}

/// The module that the address names, of the website that staff look at.
func module(_ request: Request, of staff: Staff, in world: World) throws -> ModuleRow {
    guard request.path("oms") == staff.website.oms.rawValue,
        let module = try world.database.read({ try $0.module(of: staff.website.id) })
    else { throw Refusal.notFound("module") }
    return module
}

/// The modules of a website; there is one.
struct ModulesPage: TitledPage {
    static let template = "admin/modules/list.html"
    let title = "Modules"
    let isEnabled: Bool
}
