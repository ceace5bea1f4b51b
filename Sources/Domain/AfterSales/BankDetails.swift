/// The NEFT account of a COD refund. Never in a log, a page or an error: it prints itself masked.
package struct BankDetails: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// 2–100 Unicode scalars: letters with their marks, spaces and `. ' ’ -`.
    package let holder: String
    /// 9–18 digits, kept as text.
    package let accountNumber: String
    /// Four letters, a zero, six letters or digits (RBI).
    package let ifsc: String
    package let bank: String
    package let branch: String

    package init(holder: String, accountNumber: String, ifsc: String, bank: String, branch: String) {
        self.holder = holder
        self.accountNumber = accountNumber
        self.ifsc = ifsc
        self.bank = bank
        self.branch = branch
    }

    package var lastFour: String { String(accountNumber.suffix(4)) }

    /// Only the last four digits: a log must not have more.
    package var description: String { "account ending in \(lastFour)" }
    package var debugDescription: String { description }
    /// Empty, so that `dump` does not show the number either.
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The holder's name as people write it, `रवि` or `D’Souza`; nil when it is not one.
    package static func holder(_ text: String) -> String? {
        // A direction override shows another name than the stored one.
        guard !text.unicodeScalars.contains(where: { (0x202D...0x202E).contains($0.value) }) else { return nil }
        var plain = String.UnicodeScalarView()
        plain.append(contentsOf: text.plainName.unicodeScalars.map(markOfNames))
        let name = String(plain).trimmed
        return (2...100).contains(name.unicodeScalars.count) && isName(name.unicodeScalars) ? name : nil
    }

    /// The hyphen or apostrophe that a phone or a word processor writes in another way; any other character as it is.
    private static func markOfNames(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if "‘`´ʼ".unicodeScalars.contains(scalar) { return "’" }
        return scalar.setsApart && !scalar.isASCII ? "-" : scalar
    }

    /// Letters, and what may be between them. A mark or joiner must follow a letter.
    private static func isName(_ scalars: String.UnicodeScalarView) -> Bool {
        var hasLetter = false, isInWord = false
        for scalar in scalars {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
                (hasLetter, isInWord) = (true, true)
            case .nonspacingMark, .spacingMark: guard isInWord else { return false }
            case .format: guard isInWord && scalar.isJoiner else { return false }
            default:
                guard " .'’-".unicodeScalars.contains(scalar) else { return false }
                isInWord = false
            }
        }
        return hasLetter
    }

    /// The digits of an account number, in whatever script and however set apart; nil when they are not 9 to 18.
    package static func accountNumber(_ text: String) -> String? {
        let plain = text.plainDigits
        // A spreadsheet's decimals are no digits of the number.
        guard plain.firstMatch(of: #/\.0{1,2}\s*$/#) == nil else { return nil }
        let number = plain.unseparated
        return (9...18).contains(number.count) && number.allSatisfy(\.isASCIIDigit) ? number : nil
    }

    /// An IFSC in capitals, without what sets its characters apart; nil when it is not one.
    package static func ifsc(_ text: String) -> String? {
        let code = capitals(text)
        guard code.count == 11, code.prefix(4).allSatisfy(\.isASCIILetter), code.dropFirst(4).first == "0",
            code.dropFirst(5).allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit })
        else { return nil }
        return code
    }

    /// What to do about an invalid IFSC. A confused letter O and digit 0 are hard to see.
    package static func ifscAdvice(_ text: String) -> String {
        let code = capitals(text)
        let bank = String(code.prefix(4)), rest = String(code.dropFirst(5)), fifth = String(code.dropFirst(4).prefix(1))
        if fifth == "O", ifsc("\(bank)0\(rest)") != nil {
            return "The fifth character is the digit 0, not the letter O."
        }
        if bank.contains("0"), ifsc(bank.replacing("0", with: "O") + fifth + rest) != nil {
            return "The first four characters are letters: type the letter O there, not the digit 0."
        }
        return "Type the 11 characters of the IFSC, such as SBIN0001234: the fifth is a zero."
    }

    private static func capitals(_ text: String) -> String {
        let code = text.plainDigits.unseparated.trimmed
        // Read before upper-casing: some letters of other scripts become two of ours.
        return code.allSatisfy(\.isASCII) ? code.uppercased() : code
    }
}
