import Web

/// One page of a list. The query returns one row more than is shown, which shows whether there are more.
struct Listing<Row, Cursor> {
    let rows: ArraySlice<Row>
    /// Where the next page begins; nil on the last one.
    let next: Cursor?

    init(_ found: [Row], size: Int, cursor: (Row) -> Cursor) {
        rows = found.prefix(size)
        next = found.count > size ? rows.last.map(cursor) : nil
    }
}

struct Pager: Page {
    static let template = "pages/pager.html"
    let words: String
    let address: String

    /// nil on the last page.
    ///
    /// - Parameter address: the list's own, up to the equals sign before the cursor.
    init?(_ words: String, to address: String, _ cursor: (some CustomStringConvertible)?) {
        guard let cursor else { return nil }
        self.words = words
        self.address = address + percentEncoded("\(cursor)")
    }
}

func address(_ path: String, _ query: KeyValuePairs<String, String>) -> String {
    "\(path)?\(query.map { "\($0.key)=\(percentEncoded($0.value))" }.joined(separator: "&"))"
}
