import Testing

struct RepositoryRules {
    @Test func `the top level is the one that was agreed`() throws {
        let agreed: Set<String> = [
            "Package.swift", "Sources", "Tests", "nginx", "templates", "public", "README.md", "Makefile", "LICENSE",
            ".ci",
            ".gitignore", ".swift-format",
        ]
        #expect(Set(try Repository.topLevel()).subtracting(agreed).isEmpty)
    }

    @Test func `nothing names a package registry, or a place outside the repository`() throws {
        // Written in two halves each, so that this file does not name them.
        let words = [
            ("py", "pi.org"), ("python", "hosted.org"), ("npm", "js."), ("crates", ".io"), ("rubygems", ".org"),
            ("proxy.golang", ".org"), ("docker", ".io"), ("deb.debian", ".org"), ("shared", "/"), (".lib", "rary"),
        ].map { $0 + $1 }
        for file in try Repository.files() {
            for word in words where file.text.contains(word) && !isAllowed(word, in: file) {
                Issue.record("\(file.path) names \(word)")
            }
        }
    }

    @Test func `nothing says AI and means Arvind`() throws {
        let files = try Repository.files(in: ["Sources", "templates", "public", "README.md"])
        // What a released migration says stays as it is; an id of Arvind's may begin with these letters.
        for file in files where !file.path.hasPrefix("Sources/Storage/Migrations/") {
            #expect(file.text.firstMatch(of: /\bAI\b[^-]/) == nil, "\(file.path)")
        }
    }

    @Test(arguments: [("Arvind", "Arvind"), ("Fynd", "FYND|Fynd")])
    func `only its adapter, its sandbox and what is seeded name an OMS`(oms: String, words: String) throws {
        let allowed = [
            "Sources/OMS/\(oms)/", "Sources/ArvindSandbox/", "Sources/Storage/Migrations/",
            "Sources/Kartify/Terminal/Demo", "templates/sandbox/", "templates/admin/modules/\(oms.lowercased()).html",
            // Gives each OMS its name.
            "Sources/Domain/OMS/OMSKind.swift",
        ]
        let word = try Regex("\\b(?:\(words))\\b")
        for file in try Repository.files(in: ["Sources", "templates"])
        where !allowed.contains(where: file.path.hasPrefix) {
            #expect(file.text.firstMatch(of: word) == nil, "\(file.path)")
        }
    }

    @Test func `what a comment cites is in the repository`() throws {
        // Written in two halves each, so that this file does not cite them.
        for word in ["inbound" + ".md", "outbound" + ".md", "DESIGN" + ","] {
            for file in try Repository.files() { #expect(!file.text.contains(word), "\(file.path) cites \(word)") }
        }
    }

    private func isAllowed(_ word: String, in file: Repository.File) -> Bool {
        // SwiftPM's own word for a product.
        file.name == "Package.swift" && word.hasPrefix(".lib")
    }
}
