/// The words that a call is found by: the values of its JSON, cut at everything but letters, digits and `- _ . @`.
enum SearchWords {
    /// The most words of one text: enough for an order of many lines.
    static let limit = 120
    /// An inventory update of a thousand SKUs is found by its request id instead.
    static let limitOfInventory = 24
    private static let length = 3...64

    /// The words of a JSON text, without the names of its members; of any other text, all words.
    static func words(in text: String, limit: Int = limit) -> Set<String> {
        var words: Set<String> = []
        let bytes = Array(text.utf8.prefix(8192))
        let isJSON = bytes.first == UInt8(ascii: "{")
        var index = 0
        while index < bytes.count, words.count < limit {
            guard isWord(bytes[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < bytes.count, isWord(bytes[index]) { index += 1 }
            // A word that a quote and a colon follow is the name of a member.
            let isName = isJSON && bytes[index...].starts(with: [UInt8(ascii: "\""), UInt8(ascii: ":")])
            if !isName { add(bytes[start..<index], to: &words) }
        }
        return words
    }

    /// Whether a call can have a word, or for one that ends with `*` a word that begins so.
    static func isFindable(_ word: String) -> Bool {
        let word = word.hasSuffix("*") ? word.dropLast() : word[...]
        return length.contains(word.count) && word.utf8.allSatisfy(isWord)
    }

    private static func add(_ bytes: ArraySlice<UInt8>, to words: inout Set<String>) {
        let word = String(decoding: bytes, as: UTF8.self).lowercased()
        guard length.contains(word.count), !dull.contains(word) else { return }
        words.insert(word)
        // An e-mail address is also found by each of its parts.
        if word.utf8.contains(UInt8(ascii: "@")) {
            words.formUnion(word.split(separator: "@").map(String.init).filter { length.contains($0.count) })
        }
    }

    /// Words of nearly every call, which find nothing.
    private static let dull: Set = ["null", "true", "false", "inr"]

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "@"), 128...:
            true
        default: false
        }
    }
}
