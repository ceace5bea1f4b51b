import OMS
import Domain
import Storage
import Web

/// POST /admin/modules/:oms/test — makes one real call with the saved settings. The module's page shows what came of it.
@Sendable func testConnection(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let module = try module(request, of: staff, in: world)
    try staff.audit("Tested the connection", of: module.settings.oms.title, request, in: world)
    let test = try connectionTest(module, staff, world)
    let name = try staff.once(request, in: world).keep(test)
    return .redirect(to: "/admin/modules/\(module.settings.oms.rawValue)?test=\(name)")
}

private func connectionTest(_ module: ModuleRow, _ staff: Staff, _ world: World) throws -> ModulePart.Test {
    let oms = module.settings.oms
    guard module.settings.apiURL.isEmpty == false, module.sealedAuthToken != nil else {
        return .init(
            isGood: false, message: "Save the API URL and the \(oms.tokenTitle) first.", milliseconds: 0, response: "")
    }
    guard let pincode = Pincode("560001"), let sku = try world.database.read({ try $0.anySKU(of: staff.website.id) })
    else {
        return .init(
            isGood: false,
            message: "Give a product a SKU first: the test asks whether \(oms.title) delivers it.",
            milliseconds: 0, response: "")
    }
    let question = ServiceabilityQuestion(pincode: pincode, paymentMode: .prepaid, items: [(sku: sku, quantity: 1)])
    let exchanged = world.oms.serviceability(question, of: world.account(module), as: .test)
    if let record = exchanged.record { try world.logCall(ExchangeRow(record), of: staff.website.id) }
    return ModulePart.Test(exchanged, sku: sku, of: oms)
}

extension ModulePart.Test {
    fileprivate init(_ exchanged: Exchanged<ServiceabilityAnswer>, sku: SKU, of oms: OMSKind) {
        milliseconds = Int(exchanged.record?.duration.milliseconds ?? 0)
        response = exchanged.record?.response.text ?? ""
        switch exchanged.answer {
        case .accepted(let answer):
            isGood = true
            message =
                "\(oms.title) answered: \(sku.text) \(answer.verdict(on: [(sku, 1)]) == .yes ? "can" : "cannot") be delivered to 560001."
        case .refused(let refusal):
            isGood = false
            message = "\(oms.title) refused the test request. \(refusal.ownWords)"
        case .unclear(let reason):
            isGood = false
            message = reason
        }
    }
}
