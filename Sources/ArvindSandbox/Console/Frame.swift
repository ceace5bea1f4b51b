import Web

struct Frame: Page {
    static let template = "sandbox/frame.html"
    let title: String
    let csrf: String
}

struct ProblemPage: Page {
    static let template = "sandbox/problem.html"
    let heading: String
    let message: String
}

extension World {
    func render(_ page: some Page, for person: Person, title: String = "Arvind sandbox") throws -> [UInt8] {
        try templates.render(page, in: Frame(title: title, csrf: person.csrf))
    }
}
