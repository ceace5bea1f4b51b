import Testing

struct FolderRules {
    @Test func `the folders of Kartify use each other in one direction only`() throws {
        var uses = try Self.uses()
        // A folder that uses none of the others, or is used by none, is in no circle.
        while true {
            let used = Set(uses.values.flatMap(\.keys))
            guard let free = uses.first(where: { $0.value.isEmpty || !used.contains($0.key) })?.key else { break }
            uses[free] = nil
            for folder in uses.keys { uses[folder]?[free] = nil }
        }
        for (folder, others) in uses {
            for (other, example) in others { Issue.record("\(folder) uses \(other): \(example)") }
        }
    }

    /// By folder: which others it uses, each with one example. A use is the name of a type or a call of a function that is declared
    /// at the top level of one other folder's files.
    private static func uses() throws -> [String: [String: String]] {
        let lines = try SwiftCode.all.get().filter { $0.path.hasPrefix("Sources/Kartify/") }.flatMap { file in
            file.lines.map { (path: file.path.split(separator: "/").map(String.init), text: $0, words: words($0)) }
        }.filter { $0.path.count > 3 }
        var homes: [String: Set<String>] = [:]
        var own: [String: Set<String>] = [:]
        for line in lines {
            for name in declared(line.words) {
                own[line.path[2], default: []].insert(name)
                if line.text.prefixMatch(of: /\s|private|fileprivate/) == nil {
                    homes[name, default: []].insert(line.path[2])
                }
            }
        }
        var uses = own.mapValues { _ in [String: String]() }
        for line in lines {
            for word in line.words where own[line.path[2]]?.contains(word) == false {
                guard let home = homes[word], home.count == 1, let other = home.first else { continue }
                uses[line.path[2]]?[other] = "\(word) in \(line.path.dropFirst(2).joined(separator: "/"))"
            }
        }
        return uses
    }

    private static let declaring: Set = ["struct", "class", "enum", "protocol", "typealias", "func"]

    /// The types and functions that a line declares.
    private static func declared(_ words: [String]) -> [String] {
        zip(words, words.dropFirst()).compactMap { declaring.contains($0) ? $1 : nil }
    }

    /// Names of types, calls of functions, and declarations. A member is left out: its type is what counts.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        for match in line.matches(of: /(\.?)(\w+)(\(?)/) where match.1.isEmpty {
            let word = String(match.2)
            let isDeclared = words.last.map(declaring.contains) ?? false
            if word.first?.isUppercase == true || !match.3.isEmpty || isDeclared || declaring.contains(word) {
                words.append(word)
            }
        }
        return words
    }
}
