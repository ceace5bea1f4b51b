import Domain
import Storage
import Web

/// GET /admin/modules/:oms/alerts
@Sendable func showAlerts(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let test: String? = try staff.once(request, in: world).take(request.query["test"])
    let page = try alertsPage(request, staff, world, saved: request.query.has("saved"), test: test)
    return try staff.page(page, in: world)
}

/// POST /admin/modules/:oms/alerts — with a proof where it changes who is warned.
@Sendable func saveAlerts(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id = staff.website.id
    let address = try world.database.read { try $0.alertSettings(of: id) }?.fields.first { $0.name == "address" }
    let needsProof = request.form.has(KeptForm.sealedField) || address?.isTouched(in: request.form) == true
    return try (needsProof ? proved(changeAlerts) : changeAlerts)(request, staff, world)
}

@Sendable private func changeAlerts(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let oms = try module(request, of: staff, in: world).settings.oms
    let form = request.form
    do {
        try staff.change(request, in: world) { store, change in
            guard let old = try store.alertSettings(of: change.websiteID) else { throw Refusal.notFound("module") }
            let thing = "alerts of website \(change.websiteID)"
            let settings = try AlertSettings(store.typed(form, over: old.fields, of: thing))
            try store.saveAlertSettings(settings, of: change.websiteID)
            try store.audit("Saved the alerts", of: settings.fields.changes(from: old.fields), change, thing: thing)
        }
        return .redirect(to: "/admin/modules/\(oms.rawValue)/alerts?saved")
    } catch let errors as FormErrors {
        return try staff.page(
            try alertsPage(request, staff, world, typed: form, errors: errors), status: .unprocessable, in: world)
    }
}

/// POST /admin/modules/:oms/alerts/test — sends a test alert to the saved address at once. The page of the alerts shows what came of it.
@Sendable func testAlert(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let oms = try module(request, of: staff, in: world).settings.oms
    let delivery = try world.alertTests.enter("\(staff.website.id)") { () -> AlertDelivery in
        let alert = try staff.change(request, in: world) { store, change in
            try store.audit("Sent a test alert", of: "", change)
            return try store.raiseAlert(.test, "This is a test.", of: change.websiteID, at: change.now)
        }
        return try alert.map(world.deliver) ?? .taken
    }
    let name = try staff.once(request, in: world).keep(words(delivery))
    return .redirect(to: "/admin/modules/\(oms.rawValue)/alerts?test=\(name)")
}

private func words(_ delivery: AlertDelivery?) -> String {
    switch delivery {
    case .delivered: "The test was delivered."
    case .failed(let fault): fault
    case .taken, nil: "Another test is in progress. Please wait."
    }
}

private func alertsPage(
    _ request: Request, _ staff: Staff, _ world: World, typed: Fields? = nil, errors: FormErrors = FormErrors(),
    saved: Bool = false, test: String? = nil
) throws -> AlertsPage {
    let oms = try module(request, of: staff, in: world).settings.oms
    guard let settings = try world.database.read({ try $0.alertSettings(of: staff.website.id) }) else {
        throw Refusal.notFound("module")
    }
    return AlertsPage(settings, of: oms, typed, errors, saved: saved, test: test)
}

extension AlertSettings {
    fileprivate var fields: [ShownField] {
        [
            ShownField("address", "the address of alerts", address, words: address, auditName: "Address: "),
            number("success_percent", "the success rate", successPercent, "Success rate: "),
            number("inventory_hours", "the hours without an inventory update", inventoryHours, "Inventory hours: "),
            number("bank_days", "the days of bank details", bankDays, "Bank days: "),
        ]
    }

    private func number(_ name: String, _ label: String, _ now: Int, _ auditName: String) -> ShownField {
        ShownField(name, label, "\(now)", words: "\(now)", auditName: auditName)
    }

    /// - Throws: `FormErrors` with everything that is wrong.
    fileprivate init(_ form: Fields) throws {
        var errors = FormErrors()
        func number(_ field: String, _ range: ClosedRange<Int>) -> Int? {
            let number = Int(form.trimmed(field)).flatMap { range.contains($0) ? $0 : nil }
            return errors.require(number, field, "Type a number from \(range.lowerBound) to \(range.upperBound).")
        }
        let address = form.trimmed("address")
        if !address.isEmpty && AlertTarget(address) == nil {
            errors.add("address", "Type an e-mail address, or an address that begins with https://.")
        }
        let percent = number("success_percent", 0...100)
        let hours = number("inventory_hours", 0...720)
        let days = number("bank_days", 1...365)
        guard let percent, let hours, let days, errors.isEmpty else { throw errors }
        self.init(address: address, successPercent: percent, inventoryHours: hours, bankDays: days)
    }
}

struct AlertsPage: TitledPage {
    static let template = "admin/modules/alerts.html"
    let title = "Alerts"
    let oms: String
    let omsFullTitle: String
    let omsID: String
    let fields: [FormField]
    let saved: Bool
    let problem: String?
    let test: String?

    init(
        _ settings: AlertSettings, of oms: OMSKind, _ typed: Fields?, _ errors: FormErrors, saved: Bool, test: String?
    ) {
        (self.oms, omsFullTitle, omsID) = (oms.title, oms.fullTitle, oms.rawValue)
        let typed = typed?.typed(over: settings.fields)
        func field(_ name: String, _ label: String, _ hint: String) -> FormField {
            let shown = settings.fields.first { $0.name == name }
            return FormField(
                name, label, typed?[name] ?? shown?.now ?? "", hint: hint, error: errors[name], over: shown)
        }
        fields = [
            field(
                "address", "Send alerts to",
                "An e-mail address, or a webhook's https:// address. Leave empty for no alerts."),
            field(
                "success_percent", "Alert when \(oms.title)'s success rate falls below (%)",
                "Share of our calls with a clear answer in 15 minutes. 0 for never."),
            field(
                "inventory_hours", "Alert when no inventory update came for (hours)",
                "0 for never."),
            field(
                "bank_days", "Erase bank details after (days)",
                "Counted from the closing of a return. The last four digits are kept."),
        ]
        self.saved = saved
        problem = errors.isEmpty ? nil : errors.headline
        self.test = test
    }
}
