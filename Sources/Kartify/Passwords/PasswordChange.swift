import Domain
import Web

extension World {
    /// The hash of a new password, out of a form with the current one and the new one twice. Guesses of the current one are slowed
    /// down as those at the sign-in page are, and count there.
    ///
    /// - Parameters:
    ///   - name: the person's, as the sign-in page counts it.
    ///   - current: the hash of the current password.
    ///   - person: the name that they sign in with.
    ///   - websites: what the password opens.
    ///   - line: whose places for hashing it takes.
    /// - Throws: `FormErrors` when a field is wrong.
    func newPasswordHash(
        _ request: Request, of name: String, current: String, for person: String, at websites: [Website], line: String
    ) throws -> String {
        let form = request.form
        let throttle = SignInThrottle(name, request, self)
        let isRight = try hashing(for: line) {
            try throttle.check()
            return passwords.verify(form["current"], against: current)
        }
        if isRight { try throttle.succeeded() }
        return try newPasswordHash(
            form, for: person, at: websites, line: line,
            isRight ? FormErrors() : FormErrors("current", "The current password is wrong."))
    }

    /// The hash of a new password, unless the rule, or what is known of the form already, is against it.
    func newPasswordHash(
        _ form: Fields, for person: String, at websites: [Website], line: String, _ known: FormErrors
    ) throws -> String {
        var errors = known
        PasswordRule.check(form, of: person, at: websites.map(\.name), &errors)
        // Else whoever made a one-time password would know it for ever.
        if errors.isEmpty, form["password"] == form["current"] {
            errors.add("password", "This is the password that you have now. Choose another one.")
        }
        guard errors.isEmpty else { throw errors }
        return try hashing(for: line) { passwords.hash(form["password"]) }
    }
}

extension PasswordRule {
    /// The fields of such a form.
    static func changeFields(_ errors: FormErrors) -> [FormField] {
        proofFields(errors, hasSecondFactor: false) + formFields(errors)
    }

    /// The fields that prove who fills the form in.
    static func proofFields(_ errors: FormErrors, hasSecondFactor: Bool) -> [FormField] {
        let password = FormField(
            "current", "Current password", "", type: "password", autocomplete: "current-password",
            error: errors["current"])
        let code = FormField(
            "code", "Code", "", autocomplete: "one-time-code",
            hint: "The six digits that your authenticator app shows now, or a recovery code.")
        return hasSecondFactor ? [password, code] : [password]
    }
}
