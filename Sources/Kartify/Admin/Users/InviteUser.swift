import Domain
import Storage
import Web

/// POST /admin/users/:name/invitation — another link to choose a password, for an invitation that came to nothing or a password
/// that is forgotten.
@Sendable func inviteUser(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let name = try staff.colleague(request)
    let (form, field) = (request.form, ShownField.hiddenName("email"))
    var errors = FormErrors()
    guard world.canMailStaff else {
        throw Refusal(.conflict, "Mail is not set up. Reset the password instead, and hand it over.")
    }
    guard let email = EmailAddress(invited: form, &errors) else {
        let page = try UserPage(staff, request, form, errors, in: world)
        return try staff.page(page, status: .unprocessable, in: world)
    }
    try staff.change(request, in: world) { store, change in
        let current = try store.login(name).email ?? ""
        guard !form.has(field) || form[field] == current || email.text == current else {
            throw Refusal(
                .conflict,
                "Somebody has changed the e-mail address of “\(name)” to \(current) since you opened the page. Nothing was sent: open it again."
            )
        }
        try store.inviteLogin(
            name, at: email, from: change.websiteID, by: change.staff, from: change.address, at: change.now)
    }
    return .redirect(to: "/admin/users/\(name)?saved=invitation")
}

extension World {
    /// Whether links go out to staff, which no website's switch is about.
    var canMailStaff: Bool { network.mail != nil }
}

extension EmailAddress {
    /// The address of a form that invites somebody; problems are added to `errors`.
    init?(invited form: Fields, _ errors: inout FormErrors) {
        let typed = EmailAddress(form.trimmed("email"))
        guard let typed = errors.require(typed, "email", "Type an e-mail address such as ravi@example.com.") else {
            return nil
        }
        self = typed
    }
}

extension FormField {
    static func invitation(_ value: String, _ hint: String?, _ error: String?) -> FormField {
        FormField("email", "E-mail", value, type: "email", hint: hint, error: error)
    }
}
