import Crypto
import Domain

/// The style sheet of a website with a colour of its own. It sets tokens of `public/app.css`, and nothing else.
struct LookSheet {
    private let light: Tone
    private let dark: Tone

    init(_ colour: BrandColour) {
        (light, dark) = (colour.onLight, colour.onDark)
    }

    var text: String { Self.text(light, dark) }

    /// Where it is; another text has another address, so that browsers keep each for a year.
    var address: String {
        "/look/\(light.text.dropFirst())-\(dark.text.dropFirst())-\(Self.version).css"
    }

    /// Of what a sheet says beside its tones: every page of a shop names its address, and few ask for the text.
    private static let version = digest(Array(text(Tone(0), Tone(0)).utf8))

    private static func text(_ light: Tone, _ dark: Tone) -> String {
        """
        :root { \(tokens(light, strong: light.mixed(80, with: Tone(0)))) --shop-bar: \(light.text); \
        --on-shop-bar: \(BrandColour.text(on: light).text); }
        @media (prefers-color-scheme: dark) { :root { \(tokens(dark, strong: dark.mixed(70, with: Tone(0xFFFFFF)))) } }

        """
    }

    private static func tokens(_ tone: Tone, strong: Tone) -> String {
        "--accent: \(tone.text); --accent-strong: \(strong.text); --on-accent: \(BrandColour.text(on: tone).text);"
    }
}
