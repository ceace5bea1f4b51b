import Web

/// POST /switches
@Sendable func saveSwitches(_ request: Request, by person: Person, in world: World) throws -> Response {
    let form = SwitchesForm(request.form)
    guard form.isGood else {
        let page = try ConsolePage(in: world, switches: SwitchesView(form))
        return .html(try world.render(page, for: person), status: .unprocessable)
    }
    let switches = form.switches
    try world.database.write { try $0.save(switches) }
    return .redirect(to: "/?saved=switches")
}
