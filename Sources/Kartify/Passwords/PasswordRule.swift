import Web

/// What a new password must be.
enum PasswordRule {
    static let length = 8...200
    static let words = "Use 8 to 200 characters."

    static func check(_ form: Fields, _ errors: inout FormErrors) {
        if !length.contains(form["password"].count) { errors.add("password", words) }
        if form["password"] != form["confirmation"] {
            errors.add("confirmation", "The two passwords are not the same.")
        }
    }

    /// The two fields; a password is never put back into a page.
    static func formFields(_ errors: FormErrors) -> [FormField] {
        [
            FormField(
                "password", "New password", "", type: "password", autocomplete: "new-password", hint: words,
                error: errors["password"]),
            FormField(
                "confirmation", "New password again", "", type: "password", autocomplete: "new-password",
                error: errors["confirmation"]),
        ]
    }
}
