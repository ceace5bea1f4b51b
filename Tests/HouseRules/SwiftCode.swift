/// All Swift files of the repository, code only; read once.
enum SwiftCode {
    struct File {
        let path: String
        let lines: [String]
    }

    static let all = Result {
        try Repository.files(in: ["Sources", "Tests", "Package.swift"], endingIn: [".swift"]).map {
            File(path: $0.path, lines: codeOnly($0.text))
        }
    }
}

/// Swift source without its texts and comments, so that a rule looks at code only.
func codeOnly(_ source: String) -> [String] {
    var lines: [String] = []
    var isInText = false, isInComment = false
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
        var code = ""
        var isInString = false
        var rest = line[...]
        while let character = rest.first {
            if isInComment {
                if rest.hasPrefix("*/") { isInComment = false }
                rest.removeFirst(rest.hasPrefix("*/") ? 2 : 1)
            } else if rest.hasPrefix("\"\"\"") {
                isInText.toggle()
                rest.removeFirst(3)
            } else if isInText || isInString {
                if !isInText, character == "\"" { isInString = false }
                rest.removeFirst(character == "\\" && !rest.dropFirst().isEmpty ? 2 : 1)
            } else if rest.hasPrefix("//") {
                break
            } else if rest.hasPrefix("/*") {
                isInComment = true
                rest.removeFirst(2)
            } else if character == "`", let end = rest.dropFirst().firstIndex(of: "`") {
                rest = rest[rest.index(after: end)...]
            } else {
                if character == "\"" { isInString = true } else { code.append(character) }
                rest.removeFirst()
            }
        }
        lines.append(code)
    }
    return lines
}
