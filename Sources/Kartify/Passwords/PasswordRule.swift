import Web

/// What a new password must be, whoever it is for: staff, a customer, or the OMS.
enum PasswordRule {
    private static let length = 8...200
    static let words = "Use 8 to 200 characters."

    /// What is wrong with a password, in a sentence; nil when nothing is.
    ///
    /// - Parameters:
    ///   - person: the name that they sign in with, which may be an e-mail address.
    ///   - websites: the names of the websites that it opens.
    static func objection(to password: String, of person: String, at websites: [String]) -> String? {
        if !length.contains(password.count) { return words }
        if Set(password).count == 1 { return "This is one character again and again. Choose another password." }
        if isRun(password) { return "This is a run such as 12345678, which is guessed first. Choose another password." }
        let plain = plain(password)
        if !plain.isEmpty, [person, String(person.prefix { $0 != "@" })].map(Self.plain).contains(plain) {
            return "This is the name or e-mail address that you sign in with. Choose another password."
        }
        if (websites + ["Kartify"]).map(Self.plain).contains(plain) {
            return "This is the name of the website. Choose another password."
        }
        if CommonPasswords.contains(password) {
            return "Many people have this password, so attackers try it first. Choose another one."
        }
        return nil
    }

    /// What is wrong with the password of a form, and with its second spelling.
    static func check(_ form: Fields, of person: String, at websites: [String], _ errors: inout FormErrors) {
        if let objection = objection(to: form["password"], of: person, at: websites) {
            errors.add("password", objection)
        }
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

    /// Up or down by one throughout, where 0 follows 9.
    private static func isRun(_ password: String) -> Bool {
        let codes = password.lowercased().unicodeScalars.map { Int($0.value) }
        let steps = zip(codes, codes.dropFirst()).map { from, to in
            (from, to) == (57, 48) ? 1 : (from, to) == (48, 57) ? -1 : to - from
        }
        return steps.allSatisfy { $0 == 1 } || steps.allSatisfy { $0 == -1 }
    }

    /// Letters and digits alone, and none of the digits that people put behind a name.
    private static func plain(_ text: String) -> String {
        var letters = text.lowercased().filter { $0.isLetter || $0.isNumber }
        while letters.last?.isNumber == true { letters.removeLast() }
        return letters
    }
}
