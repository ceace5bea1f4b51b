import Domain
import Web

/// What is wrong with a form, on top of it, with a link to each field.
struct ErrorList: Page {
    static let template = "pages/errors.html"

    struct Entry: Encodable, Sendable {
        let field: String
        let message: String
    }

    let problem: String
    let entries: [Entry]

    /// A problem that no field has.
    init(_ problem: String) {
        self.problem = problem
        entries = []
    }

    /// - Parameters:
    ///   - headline: what became of the form.
    ///   - order: the fields as they stand on the page.
    ///   - Returns: nil where nothing is wrong.
    init?(_ errors: FormErrors, _ headline: String, inOrderOf order: [String]) {
        guard !errors.isEmpty else { return nil }
        problem = headline
        entries = order.compactMap { field in errors[field].map { Entry(field: field, message: $0) } }
    }
}
