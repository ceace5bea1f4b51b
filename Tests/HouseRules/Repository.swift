import FoundationEssentials

/// The files of this repository, without what git leaves out.
enum Repository {
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
        separator: "/")

    struct File {
        /// Below the repository's root.
        let path: String
        let text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    }

    /// Names at the top level, as git sees them.
    static func topLevel() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root).filter { !isIgnored($0) }
    }

    /// All texts below some folders, by path; of everything when none is named.
    static func files(in folders: [String] = [], endingIn suffixes: [String] = []) throws -> [File] {
        let starts = folders.isEmpty ? try topLevel() : folders
        return try starts.flatMap { try paths(below: $0) }.sorted().compactMap { path in
            guard suffixes.isEmpty || suffixes.contains(where: { path.hasSuffix($0) }) else { return nil }
            guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else { return nil }
            return File(path: path, text: String(decoding: data, as: UTF8.self))
        }
    }

    private static func paths(below path: String) throws -> [String] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder) else { return [] }
        guard isFolder else { return [path] }
        return try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(path)")
            .filter { !isIgnored($0) && $0 != "__pycache__" }.flatMap { try paths(below: "\(path)/\($0)") }
    }

    /// The names in .gitignore, and git's own.
    private static func isIgnored(_ name: String) -> Bool {
        name == ".git" || name == ".build" || name.hasPrefix(".build-") || name == "var" || name.hasSuffix(".gz")
    }
}
