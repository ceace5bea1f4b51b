import CTemplate

/// A property's names in a template, as ctemplate knows them. They live as long as the process.
struct TemplateName {
    let handle: OpaquePointer

    init(_ property: String) {
        var name = templateName(property)
        handle = name.withCharacters { ct_name_keep($0, $1) }
    }
}

extension String {
    mutating func withCharacters<Answer>(_ body: (UnsafePointer<CChar>?, Int) -> Answer) -> Answer {
        withUTF8 { bytes in bytes.withMemoryRebound(to: CChar.self) { body($0.baseAddress, $0.count) } }
    }
}

/// A property's name in a template: `cartCount` is `{{cart_count}}`, `itemID` `{{item_id}}`, `missingSKUs`
/// `{{missing_skus}}`.
package func templateName(_ property: String) -> String {
    guard property.utf8.contains(where: isCapital) else { return property }
    let letters = Array(property.utf8)
    return String(unsafeUninitializedCapacity: letters.count * 2) { name in
        var length = 0
        for (index, letter) in letters.enumerated() {
            if index > 0, isCapital(letter), beginsWord(at: index, of: letters) {
                name[length] = UInt8(ascii: "_")
                length += 1
            }
            name[length] = isCapital(letter) ? letter | 0x20 : letter
            length += 1
        }
        return length
    }
}

/// A capital begins a word after a small letter, and before one, but for the s of several `SKUs`.
private func beginsWord(at index: Int, of letters: [UInt8]) -> Bool {
    if !isCapital(letters[index - 1]) { return true }
    let rest = letters[(index + 1)...]
    guard let next = rest.first, !isCapital(next) else { return false }
    return next != UInt8(ascii: "s") || rest.dropFirst().first.map { !isCapital($0) } ?? false
}

private func isCapital(_ letter: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter)
}
