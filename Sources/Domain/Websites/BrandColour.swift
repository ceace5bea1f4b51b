import Glibc

/// A website's main colour, and the tones of it that can be read on its pages.
///
/// WCAG 2.2, 1.4.3: a text has at least 4.5 times the luminance of what is behind it, or the reverse.
package struct BrandColour: Equatable, Sendable {
    package let main: Tone

    package static let leastContrast = 4.5
    /// The darkest of the backgrounds of a light page, and the lightest of a dark one: `--sunk` in `public/app.css`.
    package static let light = Tone(0xEFEDE6), dark = Tone(0x262B33)
    /// With fewer hundredths of the main colour than this, a darker tone is another colour.
    private static let leastShare = 60

    /// For texts, buttons and the bar of a light page.
    package let onLight: Tone
    /// The same of a dark page.
    package let onDark: Tone

    /// Reads `#1f5f8b`, with or without `#`.
    ///
    /// - Throws: a `Refusal` that says what to type instead.
    package init(_ text: String) throws(Refusal) {
        let digits = text.trimmed.drop { $0 == "#" }
        guard digits.utf8.count == 6, let number = UInt32(digits, radix: 16), !digits.hasPrefix("+") else {
            throw Refusal(.invalid, "Type a colour as # and six digits or letters from a to f, such as #1f5f8b.")
        }
        main = Tone(number)
        onLight = main.mixed(with: Tone(0)) { $0.contrast(with: Self.light) }
        onDark = main.mixed(with: Tone(0xFFFFFF)) { $0.contrast(with: Self.dark) }
        guard onLight.share(of: main) >= Self.leastShare else {
            throw Refusal(
                .invalid,
                "\(main.text) is too pale to be read on a light page. Try \(onLight.text), a darker tone of it.")
        }
    }

    /// Black or white, whichever can be read better on a tone.
    package static func text(on tone: Tone) -> Tone {
        [Tone(0xFFFFFF), Tone(0)].max { $0.contrast(with: tone) < $1.contrast(with: tone) } ?? Tone(0)
    }
}

/// A colour as screens have it: red, green and blue, each 0 to 255.
package struct Tone: Equatable, Sendable {
    private let parts: [Int]

    package init(_ number: UInt32) {
        parts = [16, 8, 0].map { Int(number >> $0 & 0xFF) }
    }

    private init(parts: [Int]) {
        self.parts = parts
    }

    /// `#1f5f8b`.
    package var text: String {
        "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// From 1 to 21, as WCAG has it.
    package func contrast(with other: Tone) -> Double {
        let (dark, light) = (min(luminance, other.luminance), max(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    private var luminance: Double {
        let linear = parts.map { part in
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// So many hundredths of this, and the rest of another.
    package func mixed(_ share: Int, with other: Tone) -> Tone {
        Tone(parts: zip(parts, other.parts).map { ($0 * share + $1 * (100 - share)) / 100 })
    }

    /// The tone with the most of this that can be read.
    fileprivate func mixed(with other: Tone, contrast: (Tone) -> Double) -> Tone {
        for share in stride(from: 100, to: 0, by: -2) {
            let tone = mixed(share, with: other)
            if contrast(tone) >= BrandColour.leastContrast { return tone }
        }
        return other
    }

    /// How many hundredths of a colour are in this, which is a darker one.
    fileprivate func share(of colour: Tone) -> Int {
        guard let most = colour.parts.max(), most > 0, let mine = parts.max() else { return 100 }
        return (mine * 100 + most - 1) / most
    }
}
