import Testing

struct TemplateRules {
    @Test func `every template escapes its values by itself`() throws {
        let files = try templates()
        #expect(!files.isEmpty)
        for file in files {
            #expect(file.text.hasPrefix("{{%AUTOESCAPE context=\"HTML\"}}"), "\(file.path)")
        }
    }

    @Test func `no template carries a script or a style of its own`() throws {
        for file in try templates() {
            for tag in tags(of: file.text) {
                if tag.hasPrefix("<script") { #expect(tag.contains(" src="), "\(file.path): \(tag)") }
                #expect(!tag.hasPrefix("<style"), "\(file.path): \(tag)")
                for name in attributes(of: tag) {
                    #expect(name != "style" && !name.hasPrefix("on"), "\(file.path): \(tag)")
                }
            }
        }
    }

    @Test func `a table that may scroll sideways is reached by the keyboard, and says what it is`() throws {
        for file in try templates() {
            for tag in tags(of: file.text) where tag.contains("table-responsive") {
                let isRegion = tag.contains("tabindex=\"0\"") && tag.contains("role=\"region\"")
                #expect(
                    isRegion && tag.contains("aria-label=\"") && !tag.contains("aria-label=\"\""),
                    "\(file.path): \(tag)")
            }
        }
    }

    @Test func `only the sandbox's templates name an OMS; the others ask the website for its name`() throws {
        for file in try templates() where !file.path.hasPrefix("templates/sandbox/") {
            #expect(!file.text.lowercased().contains("arvind"), "\(file.path)")
        }
    }

    @Test func `no template turns escaping off`() throws {
        for file in try templates() {
            for modifier in [":none", ":safe", ":h_unsafe"] {
                #expect(!file.text.contains(modifier + "}}"), "\(file.path) has \(modifier)")
            }
        }
    }

    @Test func `the rule finds attributes as a browser does`() {
        #expect(tags(of: "<p>a <a href=\"x\" onClick='y'>") == ["<p>", "<a href=\"x\" onclick='y'>"])
        #expect(attributes(of: "<a href=\"one on=two\" onclick='y' style = 'z'>") == ["href", "onclick", "style"])
    }

    @Test func `pages use the classes of the style sheets, and these have no others`() throws {
        let pages = try templates() + Repository.files(in: ["public"], endingIn: [".html"])
        let scripts = try Repository.files(in: ["public"], endingIn: [".js"]).map(\.text).joined()
        let given = scripts.matches(of: /className = "([^"]*)"/).flatMap { $0.1.split(separator: " ").map(String.init) }
        let used = Set(pages.flatMap { classes(of: $0.text) } + given + chosen)
        let sheets = try Repository.files(in: ["public"], endingIn: [".css"]).map(\.text).joined()
        let rules = sheets.replacing(/\/\*.*?\*\//.dotMatchesNewlines(), with: "")
        let styled = Set(rules.matches(of: /\.([a-z][a-z0-9-]*)(?=[^{}]*\{)/).map { String($0.1) })
        #expect(used.subtracting(styled).sorted() == [], "Name them in public/app.css, or use others.")
        #expect(styled.subtracting(used).sorted() == [], "No page uses them.")
    }

    /// Classes that a page's struct chooses.
    private let chosen = ["tone-grey", "tone-blue", "tone-green", "tone-amber", "tone-red"]

    /// What stands in the class attributes, whichever way their sections go.
    private func classes(of html: String) -> [String] {
        html.replacing(/[\w-]*\{\{\w+\}\}/, with: "").replacing(/\{\{[^}]*\}\}/, with: " ")
            .matches(of: /class="([^"]*)"/).flatMap { $0.1.split(whereSeparator: \.isWhitespace).map(String.init) }
    }

    private func templates() throws -> [Repository.File] {
        try Repository.files(in: ["templates"], endingIn: [".html"])
    }

    private func tags(of html: String) -> [String] {
        html.lowercased().split(separator: "<").compactMap { piece in
            piece.firstIndex(of: ">").map { "<\(piece[...$0])" }
        }.filter { $0.dropFirst().first?.isLetter == true }
    }

    /// The names in a tag, without what stands between quotes.
    private func attributes(of tag: String) -> [String] {
        var bare = ""
        var quote: Character?
        for character in tag {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else {
                bare.append(character)
            }
        }
        let names = bare.split { " \n<>/".contains($0) }.dropFirst()
        return names.compactMap { $0 == "=" ? nil : $0.split(separator: "=").first.map(String.init) }
    }
}
