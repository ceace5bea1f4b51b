import CExpat

/// What reads one kind of part. Names come without the prefix that the part's own root element carries (`x:row` is `row`);
/// an element of another vocabulary keeps its prefix and matches nothing.
protocol XMLHandler: AnyObject {
    /// The name that the part's root element must have.
    var root: StaticString { get }
    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(SpreadsheetError)
    func end(_ name: XMLName) throws(SpreadsheetError) -> XMLStep
    func text(_ bytes: UnsafeRawBufferPointer) throws(SpreadsheetError)
}

extension XMLHandler {
    func text(_ bytes: UnsafeRawBufferPointer) {}
}

enum XMLStep {
    case goOn, pause, finish
}

/// An element's name, borrowed from expat for the length of a call: compared with bytes, no string is made.
struct XMLName {
    let bytes: UnsafePointer<XML_Char>

    /// Lets `switch name { case "row": … }` work.
    static func ~= (pattern: StaticString, name: XMLName) -> Bool {
        pattern.withUTF8Buffer { pattern in
            for index in 0..<pattern.count where UInt8(bitPattern: name.bytes[index]) != pattern[index] { return false }
            return name.bytes[pattern.count] == 0
        }
    }

    /// What stands in front of the name, with the colon; nothing when there is none.
    var prefix: [XML_Char] {
        let name = UnsafeBufferPointer(start: bytes, count: length)
        return name.firstIndex(of: XML_Char(UInt8(ascii: ":"))).map { Array(name[...$0]) } ?? []
    }

    private var length: Int {
        var index = 0
        while bytes[index] != 0 { index += 1 }
        return index
    }

    /// FNV-1a: names are distinguished by it where only their number matters.
    var hash: UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325, index = 0
        while bytes[index] != 0 {
            hash = (hash ^ UInt64(UInt8(bitPattern: bytes[index]))) &* 0x100_0000_01b3
            index += 1
        }
        return hash
    }
}

/// An element's attributes, borrowed from expat for the length of a call.
struct XMLAttributes {
    let list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>

    /// The value of an attribute without a prefix, as expat's own bytes with a NUL at the end.
    func bytes(_ name: StaticString) -> UnsafePointer<XML_Char>? {
        first { name ~= $0 }
    }

    func text(_ name: StaticString) -> String? {
        bytes(name).map { String(cString: $0) }
    }

    func isTrue(_ name: StaticString) -> Bool {
        bytes(name).map { "1" ~= XMLName(bytes: $0) || "true" ~= XMLName(bytes: $0) } ?? false
    }

    /// The relationship of an element, `r:id` whatever the prefix is.
    var relationship: String? {
        first { !$0.prefix.isEmpty && "id" ~= XMLName(bytes: $0.bytes + $0.prefix.count) }.map { String(cString: $0) }
    }

    private func first(where matches: (XMLName) -> Bool) -> UnsafePointer<XML_Char>? {
        var index = 0
        while let name = list[index] {
            if matches(XMLName(bytes: name)) { return list[index + 1] }
            index += 2
        }
        return nil
    }

    func forEachName(_ body: (XMLName) -> Void) {
        var index = 0
        while let name = list[index] {
            body(XMLName(bytes: name))
            index += 2
        }
    }
}
