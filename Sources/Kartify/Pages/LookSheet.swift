import Crypto
import Domain

/// The style sheet of a website with a colour of its own. It sets tokens of `public/app.css`, and nothing else.
struct LookSheet {
    let text: String

    init(_ colour: BrandColour) {
        let (light, dark) = (colour.onLight, colour.onDark)
        text = """
            :root { \(Self.tokens(light, strong: light.mixed(80, with: Tone(0)))) --shop-bar: \(light.text); \
            --on-shop-bar: \(BrandColour.text(on: light).text); }
            @media (prefers-color-scheme: dark) { :root { \(Self.tokens(dark, strong: dark.mixed(70, with: Tone(0xFFFFFF)))) } }

            """
    }

    private static func tokens(_ tone: Tone, strong: Tone) -> String {
        "--accent: \(tone.text); --accent-strong: \(strong.text); --on-accent: \(BrandColour.text(on: tone).text);"
    }

    /// Where it is; another text has another address, so that browsers keep each for a year.
    var address: String { "/look/\(digest(Array(text.utf8))).css" }
}
