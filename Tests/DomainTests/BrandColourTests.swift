import Domain
import Testing

struct BrandColourTests {
    @Test func `contrast is that of WCAG`() {
        #expect(Tone(0).contrast(with: Tone(0xFFFFFF)) == 21)
        let grey = Tone(0x767676).contrast(with: Tone(0xFFFFFF))
        #expect(grey > 4.54 && grey < 4.55)
    }

    @Test func `every colour that is taken can be read on every background of a light and of a dark page`() throws {
        let light = [Tone(0xFFFFFF), Tone(0xF7F6F2), BrandColour.light]
        let dark = [Tone(0x14171C), Tone(0x1C2027), BrandColour.dark]
        var taken = 0
        for number in stride(from: UInt32(0), through: 0xFFFFFF, by: 9973) {
            guard let colour = try? BrandColour(Tone(number).text) else { continue }
            taken += 1
            for (tone, backgrounds) in [(colour.onLight, light), (colour.onDark, dark)] {
                for background in backgrounds + [BrandColour.text(on: tone)] {
                    #expect(tone.contrast(with: background) >= 4.5, "\(tone.text) on \(background.text)")
                }
            }
        }
        #expect(taken > 500)
    }

    @Test func `a dark colour stays itself on a light page`() throws {
        let colour = try BrandColour("#1f5f8b")
        #expect(colour.main.text == "#1f5f8b" && colour.onLight == colour.main)
        #expect(try BrandColour("1F5F8B") == colour)
    }

    @Test func `a pale colour is refused with one that is taken`() throws {
        let refusal = try #require(throws: Refusal.self) { try BrandColour("#ffe000") }
        #expect(refusal.message.hasPrefix("#ffe000 is too pale to be read on a light page. Try #"))
        let advised = try #require(refusal.message.firstMatch(of: #/Try (#[0-9a-f]{6})/#)).output.1
        #expect(try BrandColour(String(advised)).onLight.text == advised)
    }

    @Test(arguments: ["", "red", "#12345", "#1234567", "#12345g", "+12345", "#-12345"])
    func `what is no colour is refused with an example`(text: String) throws {
        let refusal = try #require(throws: Refusal.self) { try BrandColour(text) }
        #expect(refusal.message.contains("such as #1f5f8b"))
    }
}
