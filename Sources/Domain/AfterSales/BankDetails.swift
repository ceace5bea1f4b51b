/// Where a COD refund is paid by NEFT. Never in a log, a page or an error: it prints itself masked.
package struct BankDetails: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// 3–100 letters, spaces and `. ' -`.
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

    /// What may be shown of the account number.
    package var lastFour: String { String(accountNumber.suffix(4)) }

    /// Only the last four digits: a log must not have more.
    package var description: String { "account ending in \(lastFour)" }
    package var debugDescription: String { description }
    /// No parts: `dump` must not show the number either.
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The holder's name, white space at its ends gone; nil when it is not one.
    package static func holder(_ text: String) -> String? {
        let name = text.trimmed
        let isName = name.allSatisfy { $0.isLetter || " .'’-".contains($0) }
        return (3...100).contains(name.count) && isName && name.contains(where: \.isLetter) ? name : nil
    }

    /// The digits of an account number, spaces gone, also those that do not break; nil when they are not 9 to 18.
    package static func accountNumber(_ text: String) -> String? {
        let digits = text.filter { $0 != " " && $0 != "\u{a0}" }
        return (9...18).contains(digits.count) && digits.allSatisfy(\.isASCIIDigit) ? digits : nil
    }

    /// An IFSC in capitals; nil when it is not one.
    package static func ifsc(_ text: String) -> String? {
        // Read before it is put in capitals: some letters of other scripts become two of ours.
        guard text.trimmed.utf8.count == 11, text.trimmed.allSatisfy(\.isASCII) else { return nil }
        let code = text.trimmed.uppercased()
        guard code.prefix(4).allSatisfy(\.isASCIILetter), code.dropFirst(4).first == "0",
            code.dropFirst(5).allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit })
        else { return nil }
        return code
    }
}
