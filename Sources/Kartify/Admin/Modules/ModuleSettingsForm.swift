import Domain
import Web

extension ModuleSettings {
    /// What the form has no field for stays as it is.
    init(_ form: Fields, over old: ModuleSettings, _ errors: inout FormErrors) {
        self = old
        isEnabled = form["status"] == "enabled"
        for (field, label) in oms.moduleFields {
            if let place = field.text { self[keyPath: place] = text(field.rawValue, label, form, &errors) }
            if let (place, range, empty) = field.number, form.has(field.rawValue) {
                let typed = form.trimmed(field.rawValue)
                let number = typed.isEmpty ? empty : Int(typed).flatMap { range.contains($0) ? $0 : nil }
                let message = "Type a whole number from \(range.lowerBound) to \(range.upperBound)."
                self[keyPath: place] = errors.require(number, field.rawValue, message) ?? old[keyPath: place]
            }
        }
        if form.has("outage_rule") {
            let rule = OutageRule(rawValue: form["outage_rule"])
            outageRule = errors.require(rule, "outage_rule", "Choose what becomes of orders.") ?? old.outageRule
        }
        if username.contains(":") { errors.add("username", "A username cannot contain a colon.") }
        guard !apiURL.isEmpty else { return }
        apiURL =
            errors.require(
                APIURL(apiURL)?.text, "api_url",
                "Type an address that begins with https:// (http:// only for this machine), without ? or #.") ?? ""
    }

    private func text(_ name: String, _ label: String, _ form: Fields, _ errors: inout FormErrors) -> String {
        let value = form.trimmed(name)
        if value.count > 200 { errors.add(name, "Keep this under 200 characters.") }
        // It goes into a header, so only characters that a header may hold.
        if !value.utf8.allSatisfy({ (32...126).contains($0) }) && name == "channel_id" && !oms.signsIn {
            errors.add(name, "\(label) has only visible ASCII characters. Copy it again.")
        }
        if isEnabled && value.isEmpty { errors.add(name, "\(label) is needed before the module can be enabled.") }
        return value
    }

    /// `Username: a → b`, for each field that differs.
    func changes(from old: ModuleSettings) -> [String] {
        let status = ("Status", old.isEnabled ? "Enabled" : "Disabled", isEnabled ? "Enabled" : "Disabled")
        let fields = oms.moduleFields.map { ($1, old.words($0) ?? "", words($0) ?? "") }
        let rule = (oms.outageTitle, old.outageRule.title, outageRule.title)
        return ([status] + fields + [rule]).filter { $0.1 != $0.2 }.map { "\($0.0): \($0.1) → \($0.2)" }
    }
}
