import Domain

/// A text in which long numbers (accounts, telephones) show only their last four digits, and UPI ids their ends.
///
/// It works on the raw text: invalid JSON must not reveal an account number either.
func masked(_ text: String) -> String {
    let text = text.replacing(/("vpa"\s*:\s*")([^"]*)"/) { "\($0.1)••••\(UPIAddress(String($0.2))?.end ?? "")\"" }
    var shown = ""
    var number: [Character] = []
    func close() {
        let digits = number.count { $0.isASCIIDigit }
        // Nine digits: the shortest account number (RBI). Times and pincodes are shorter.
        guard digits >= 9 else { return shown.append(contentsOf: number) }
        var left = digits - 4
        for character in number {
            guard character.isASCIIDigit else { shown.append(character); continue }
            shown.append(left > 0 ? "•" : character)
            left -= 1
        }
    }
    for character in text {
        if character.isASCIIDigit || (!number.isEmpty && " -".contains(character)) {
            number.append(character)
        } else {
            close()
            number = []
            shown.append(character)
        }
    }
    close()
    return shown
}

/// `••••••1234`: an account number as it may be stored.
func lastFour(_ number: String) -> String {
    String(repeating: "•", count: max(0, number.count - 4)) + number.suffix(4)
}
