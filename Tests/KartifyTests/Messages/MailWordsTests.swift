import Domain
import FoundationEssentials
import TestSupport
import Testing

@testable import Kartify

/// The words that a website has of its own for its mails.
struct MailWordsTests {
    private static let shipped = """
        Off it goes: {{order}}

        Dear {{name}},
        {{#items}}* {{words}}
        {{/items}}
        {{#has_awb}}AWB {{awb}}{{/has_awb}}

        {{link}}
        """

    private func problems(_ words: [String: String]) throws -> [MailWords.Problem] {
        let folder = try TemporaryFolder()
        try folder.write(words)
        return MailWords(folder: folder.file("mail")).problems
    }

    @Test func `a website's own words stand in its mails, and the shared ones in another's`() throws {
        let post = try MailShop(words: [
            "KFY/order_placed.txt": "Hello from us: {{order}}\n\nDear {{name}}, {{amount}}.\n"
        ])
        let (shop, second) = (post.shop, post.shop.second.id)
        try shop.database.write { try $0.saveMessageSettings(MessageSettings(sendsMail: true), of: second) }
        let number = try shop.visitor().order(nil)
        let letter = try post.letter()
        #expect(letter.subject == "Hello from us: \(number)" && letter.words.hasPrefix("Dear Asha Rao, ₹"))
        #expect(letter.words.hasSuffix("Brand\nhttps://localhost\n") && letter.part("text/html").contains("<p>Dear"))
        let other = try shop.visitor(at: "second.localhost").order(nil)
        #expect(try post.letter().subject == "Thank you for your order \(other)")
        #expect(try Checkup(shop.world).findings().contains { $0.words == "Its own for Order placed." })
    }

    @Test(arguments: [
        ("shipped.txt", "Sent\n\n{{parcel}}\n", "It asks for {{parcel}}, which no mail has."),
        ("shipped.txt", "Sent\n\n{{>content}}\n", "It asks for {{>content}}, which no mail has."),
        ("shipped.txt", "Sent\n\n{{name\n", "A {{ has no }}."),
        ("shipped.txt", "Sent\n\n{{#has_awb}}{{awb}}\n", "A section is not closed"),
        ("shipped.txt", "Sent\n\n{{#items}}{{words}}{{/has_awb}}\n", "A section is not closed"),
        ("shipped.txt", " \nSent", "The first line is the subject"),
        ("shipped.txt", "", "The first line is the subject"),
        ("forgotten_password.txt", "Hello\n\nChoose another one.\n", "It has no {{link}}"),
        ("parcel.txt", "Sent", "No mail has this name."),
        ("shipped.txt", "Sent\n" + String(repeating: "x", count: 65_536), "larger than 64 KB"),
    ])
    func `words that cannot be used are reported, and no mail is lost`(file: String, text: String, objection: String)
        throws
    {
        let found = try problems(["KFY/\(file)": text, "KFY/delivered.txt": "There: {{order}}\n\n{{link}}"])
        #expect(found.count == 1 && found[0].file == "KFY/\(file)")
        #expect(found.first?.words.contains(objection) == true, "\(found)")
        let post = try MailShop(words: ["KFY/\(file)": text])
        let finding = try #require(try Checkup(post.shop.world).findings().first { $0.subject == "Words of mails" })
        #expect(finding.state == .warning && finding.words.contains(objection) && finding.remedy != nil)
        let kind = MessageKind(rawValue: String(file.dropLast(4))) ?? .shipped
        #expect(post.shop.world.mailWords.template(kind, of: post.shop.brand) == nil)
        _ = try post.shop.visitor().order(nil)
        #expect(try post.letter().subject.hasPrefix("Thank you for your order"))
    }

    @Test func `words whose subject comes out empty give way to the shared ones`() throws {
        let post = try MailShop(words: ["KFY/order_placed.txt": "{{#has_awb}}{{awb}}{{/has_awb}}\n\nHello.\n"])
        let number = try post.shop.visitor().order(nil)
        #expect(try post.letter().subject == "Thank you for your order \(number)")
    }

    @Test func `a folder whose prefix no website has is reported`() throws {
        let post = try MailShop(words: ["OLD/shipped.txt": Self.shipped])
        let finding = try #require(try Checkup(post.shop.world).findings().first { $0.subject == "Words of mails" })
        #expect(finding.words.contains("No website has this prefix."))
        #expect(post.shop.world.mailWords.template(.shipped, of: post.shop.brand) == nil)
    }

    @Test func `every shared template may be a website's own`() throws {
        var words: [String: String] = [:]
        for kind in MessageKind.allCases {
            let path = "\(TestShop.root)/templates/mail/\(kind.rawValue).txt"
            words["KFY/\(kind.rawValue).txt"] = try String(contentsOfFile: path, encoding: .utf8)
        }
        #expect(try problems(words).isEmpty)
    }

    @Test func `the names that a template may ask for are those that a letter has`() throws {
        let names = Names()
        try names.gather(LetterTests.values(.cancelled, full: true))
        let items = names.sections["items"]?.plain ?? []
        #expect(names.plain.union(items).subtracting(MailWords.names) == [])
        #expect(MailWords.names.subtracting(names.plain.union(items)) == [])
    }
}
