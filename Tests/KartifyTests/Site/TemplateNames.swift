import FoundationEssentials

/// The names that a template file asks for.
struct TemplateNames {
    private enum Mark {
        case value(String), open(String), close, include(String)
    }

    private let marks: [Mark]

    init(of file: String) throws {
        let text = try String(contentsOfFile: TestShop.root + "/templates/" + file, encoding: .utf8)
        marks = text.split(separator: "{{", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            guard let end = piece.firstRange(of: "}}") else { return nil }
            let mark = piece[..<end.lowerBound]
            let name = String(mark.dropFirst().prefix { $0 != ":" })
            switch mark.first {
            case "#": return .open(name)
            case "/": return .close
            case ">": return .include(name)
            case "%", "!", nil: return nil
            default: return .value(String(mark.prefix { $0 != ":" }))
            }
        }
    }

    /// Names that neither the page gives, section by section and outwards, nor its frames.
    func unknown(in page: Names, frames: Set<String>) throws -> Set<String> {
        var scopes = [page]
        var unknown: Set<String> = []
        for mark in marks {
            switch mark {
            case .value(let name):
                if !frames.contains(name), !scopes.contains(where: { $0.plain.contains(name) }) { unknown.insert(name) }
            case .open(let name):
                let section = scopes.reversed().lazy.compactMap { $0.sections[name] }.first
                if section == nil, !frames.contains(name), !scopes.contains(where: { $0.plain.contains(name) }) {
                    unknown.insert("#\(name)")
                }
                scopes.append(section ?? Names())
            case .close: scopes.removeLast()
            case .include(let name):
                let partial = "partials/\(name).html"
                if try TestShop.templateFiles.get().contains(partial) {
                    // It sees the values of the frames only.
                    try unknown.formUnion(TemplateNames(of: partial).unknown(in: Names(), frames: frames))
                } else if name != "content", !scopes.contains(where: { $0.includes[name] != nil }) {
                    unknown.insert(">\(name)")
                }
            }
        }
        return unknown
    }

    var isBalanced: Bool {
        var depth = 0
        for mark in marks {
            switch mark {
            case .open: depth += 1
            case .close: depth -= 1
            case .value, .include: continue
            }
            if depth < 0 { return false }
        }
        return depth == 0
    }
}
