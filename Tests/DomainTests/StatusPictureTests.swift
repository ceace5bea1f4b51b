import FoundationEssentials
import Testing

@testable import Domain

/// The picture of the statuses in `/docs`, held against the rule.
struct StatusPictureTests {
    @Test func `the picture shows every status`() throws {
        let shown = try Self.picture().matches(of: /<text[^>]*>(\w+)<\/text>/).map { String($0.1) }
        #expect(shown.sorted() == ItemStatus.allCases.map(\.rawValue).sorted())
    }

    @Test func `each arrow of the picture may be gone`() throws {
        let arrows = try Self.arrows()
        #expect(arrows.count > 20)
        for (from, next) in arrows { #expect(StatusGraph.allows(from, to: next), "\(from) to \(next)") }
    }

    @Test func `each step that is allowed is a way along the arrows`() throws {
        let arrows = try Self.arrows()
        for from in ItemStatus.allCases {
            var reached: Set = [from]
            while let (_, next) = arrows.first(where: { reached.contains($0.0) && !reached.contains($0.1) }) {
                reached.insert(next)
            }
            for next in ItemStatus.allCases where StatusGraph.allows(from, to: next) {
                #expect(reached.contains(next), "\(from) to \(next)")
            }
        }
    }

    private static func arrows() throws -> [(ItemStatus, ItemStatus)] {
        try picture().matches(of: /data-from="([^"]*)" data-to="(\w+)"/).flatMap { match in
            let next = try #require(ItemStatus(rawValue: String(match.2)))
            return try match.1.split(separator: " ").map { (try #require(ItemStatus(rawValue: String($0))), next) }
        }
    }

    private static func picture() throws -> Substring {
        let root = #filePath.dropLast("/Tests/DomainTests/StatusPictureTests.swift".count)
        let page = String(decoding: try Data(contentsOf: URL(filePath: "\(root)/public/docs.html")), as: UTF8.self)
        let start = try #require(page.firstRange(of: "<figure class=\"states\">")).lowerBound
        let end = try #require(page.firstRange(of: "</figure>")).upperBound
        return page[start..<end]
    }
}
