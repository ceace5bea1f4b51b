import Domain
import FoundationEssentials
import TestSupport
import Testing

@testable import Kartify

/// Every letter beside the text that it had before: `UPDATE_GOLDEN=1 swift test --filter LetterTests` writes the files anew.
struct LetterTests {
    private static let folder = TestShop.root + "/Tests/KartifyTests/Golden/mail"
    private static let isUpdate = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil

    /// All that a letter can say, and as little as it can.
    static func values(_ kind: MessageKind, full: Bool) -> Letter.Values {
        func maybe(_ text: String) -> String? { full ? text : nil }
        return Letter.Values(
            website: "Brand", shop: "https://brand.example", name: "Asha Rao", order: "KFY-100001",
            isPaidOnDelivery: full, items: [.init(words: "2 × Polo (Size: M)"), .init(words: "1 × Belt")],
            amount: kind == .cancelled ? maybe("₹899.00") : "₹899.00", courier: maybe("Delhivery"), awb: maybe("149"),
            tracking: maybe("https://track.example/149"), request: "return", reference: "KFY-100001-R1",
            reason: maybe("The return window for this item has closed."),
            link: "https://brand.example/orders/KFY-100001",
            contact: maybe("care@brand.example · 1800 200 300 · Grievance officer: R. Iyer"))
    }

    @Test(arguments: MessageKind.allCases)
    func `every letter reads as in its golden file`(kind: MessageKind) throws {
        let templates = try TestShop.loadTemplates()
        let letters = try [true, false].map { try Letter(kind, Self.values(kind, full: $0), templates) }
        let text = letters.map { "Subject: \($0.subject)\n\n\($0.text)" }.joined(separator: "\n=====\n")
        let path = "\(Self.folder)/\(kind.rawValue).txt"
        if Self.isUpdate {
            try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: path))
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        #expect(!text.contains("\n\n\n") && !text.contains("{{"))
    }

    @Test func `every letter asks only for what there is, and closes what it opens`() throws {
        let names = Names()
        for full in [true, false] { try names.gather(Self.values(.cancelled, full: full)) }
        for kind in MessageKind.allCases {
            let file = try TemplateNames(of: "mail/\(kind.rawValue).txt")
            #expect(try file.unknown(in: names, frames: []) == [] && file.isBalanced, "\(kind)")
        }
        let files = try TestShop.templateFiles.get().filter { $0.hasSuffix(".txt") }
        #expect(Set(files) == Set(MessageKind.allCases.map { "mail/\($0.rawValue).txt" }))
    }
}
