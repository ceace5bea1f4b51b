import Web

/// What stands around every page.
struct Frame: Page {
    static let template = "sandbox/frame.html"
    let title: String
    let csrf: String
}

/// Why there is no page.
struct ProblemPage: Page {
    static let template = "sandbox/problem.html"
    let heading: String
    let message: String
}

extension World {
    /// A page for somebody.
    func render(_ page: some Page, for person: Person, title: String = "Arvind sandbox") throws -> [UInt8] {
        try templates.render(page, in: Frame(title: title, csrf: person.csrf))
    }
}
