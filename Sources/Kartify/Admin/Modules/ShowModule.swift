import Domain
import Storage
import Web

/// GET /admin/modules
@Sendable func listModules(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let modules = try world.database.read { store in
        try OMSKind.allCases.compactMap { oms -> ModulesPage.Module? in
            guard let module = try store.module(of: staff.website.id, oms) else { return nil }
            let open = try store.openOrders(of: staff.website.id, with: oms)
            return ModulesPage.Module(module.settings, of: staff, openOrders: open)
        }
    }
    return try staff.page(ModulesPage(chosen: request.query.has("chosen"), modules: modules), in: world)
}

/// GET /admin/modules/:oms
@Sendable func showModule(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let test: ModulePart.Test? = try staff.once(request, in: world).take(request.query["test"])
    return try modulePage(request, staff, world, saved: request.query.has("saved"), test: test)
}

func modulePage(
    _ request: Request, _ staff: Staff, _ world: World, typed: Fields? = nil, errors: FormErrors = FormErrors(),
    saved: Bool = false, test: ModulePart.Test? = nil
) throws -> Response {
    let module = try module(request, of: staff, in: world)
    let (calls, troubles, pull) = try world.database.read { store in
        (
            try store.receivedCalls(of: staff.website.id, by: module.settings.oms, limit: ModulePart.calls),
            try store.troubles(of: staff.website.id, since: request.now - OMSTrouble.memory),
            try store.stockPull(of: staff.website.id, module.settings.oms)
        )
    }
    let scheme = request.isSecure ? "https" : "http"
    let host = try world.database.read { try $0.hosts(of: staff.website) }.contains(request.host)
    let address = host ? request.authority : try otherAuthority(request, staff, world)
    let part = ModulePart(
        module, shown: module.fields(world.key), base: "\(scheme)://\(address)", typed: typed,
        errors: errors, calls: calls.map(staff.shown), troubles: troubles,
        health: module.settings.oms == staff.website.oms ? staff.standing.health : nil,
        pausedUntil: world.oms.pausedUntil(module.settings, now: request.now), saved: saved, test: test,
        maySave: staff.member.role.may(.administer), now: request.now)
    let status: Status = errors.isEmpty ? .ok : .unprocessable
    switch module.settings.oms {
    case .arvind: return try staff.page(ModulePage(part, module), status: status, in: world)
    case .fynd:
        let page = FyndModulePage(part, module, pull, of: staff.website, now: request.now)
        return try staff.page(page, status: status, in: world)
    }
}

/// Staff may look at another website than the one whose host they use.
private func otherAuthority(_ request: Request, _ staff: Staff, _ world: World) throws -> String {
    let host = try world.database.read { try $0.hosts(of: staff.website) }.first ?? request.host
    return host + request.authority.dropFirst(request.host.count)
}

func module(_ request: Request, of staff: Staff, in world: World) throws -> ModuleRow {
    guard let oms = OMSKind(rawValue: request.path("oms")),
        let module = try world.database.read({ try $0.module(of: staff.website.id, oms) })
    else { throw Refusal.notFound("module") }
    return module
}

struct ModulesPage: TitledPage {
    static let template = "admin/modules/list.html"

    struct Module: Encodable, Sendable {
        let id: String
        let name: String
        let isEnabled: Bool
        let isChosen: Bool
        /// How many open orders stay with an OMS that is not the website's; nil for none.
        let rest: String?
        let mayChoose: Bool

        init(_ settings: ModuleSettings, of staff: Staff, openOrders: Int) {
            let oms = settings.oms
            id = oms.rawValue
            name = oms.fullTitle
            isEnabled = settings.isEnabled
            isChosen = oms == staff.website.oms
            rest = isChosen || openOrders == 0 ? nil : counted(openOrders, "order stays", "orders stay")
            mayChoose = !isChosen && isEnabled && staff.member.role.may(.administer)
        }
    }

    let title = "Modules"
    let chosen: Bool
    let modules: [Module]
}
