/// One `<c>` while its content comes in (ECMA-376 part 1, §18.3.1.4 and §18.18.11).
struct WorksheetCell {
    private enum Kind {
        case number, sharedText, text, boolean, error
    }

    private var kind = Kind.number
    /// The bytes of its value, or of its inline text.
    var text: [UInt8] = []
    var hasFormula = false

    private var style = CellStyle.plain

    mutating func begin(type: UnsafePointer<CChar>?, style: CellStyle) {
        self.style = style
        kind = type.map { Self.kind(XMLName(bytes: $0)) } ?? .number
        text.removeAll(keepingCapacity: true)
        hasFormula = false
    }

    private static func kind(_ type: XMLName) -> Kind {
        switch type {
        case "s": .sharedText
        case "n": .number
        case "b": .boolean
        case "e": .error
        // `str` (what a formula gives), `inlineStr`, and `d`, a date in ISO 8601.
        default: .text
        }
    }

    /// What the cell holds.
    ///
    /// - Throws: `broken` when it names a shared text that is not there.
    func value(_ strings: SharedStrings) throws(SpreadsheetError) -> SheetCell {
        if kind == .text {
            let text = EscapedText.decode(text)
            return text.isEmpty ? .empty : .text(text)
        }
        let value = text.trimmed
        if value.isEmpty { return hasFormula ? .notCalculated : .empty }
        switch kind {
        case .number:
            // What is no number is a text that its writer gave no type.
            return NumberText.plain(value).map(number) ?? .text(EscapedText.decode(text))
        case .boolean: return .boolean(value.elementsEqual("1".utf8) || value.elementsEqual("true".utf8))
        case .error: return .error(String(decoding: value, as: UTF8.self))
        case .sharedText, .text:
            guard let text = Int(String(decoding: value, as: UTF8.self)).flatMap({ strings[$0] }) else {
                throw .broken("a cell names a shared text that is not there")
            }
            return text.isEmpty ? .empty : .text(text)
        }
    }

    private func number(_ digits: String) -> SheetCell {
        switch style {
        case .plain: .number(digits)
        case .date: .date(digits)
        case .format(let format): format.shown(digits) == digits ? .number(digits) : .formatted(digits, format)
        }
    }
}

extension [UInt8] {
    /// Without the white space that XML allows around a value.
    fileprivate var trimmed: ArraySlice<UInt8> {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard let start = firstIndex(where: { !isSpace($0) }), let end = lastIndex(where: { !isSpace($0) }) else {
            return []
        }
        return self[start...end]
    }
}
