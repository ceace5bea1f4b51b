/// Where in a list a page is.
package enum ListPlace<Cursor: Sendable>: Sendable {
    case first
    /// The page after a row.
    case after(Cursor)
    /// The page before a row.
    case before(Cursor)

    package var cursor: Cursor? {
        switch self {
        case .first: nil
        case .after(let cursor), .before(let cursor): cursor
        }
    }

    package var isBackwards: Bool { if case .before = self { true } else { false } }
}

extension ListPlace {
    /// The page of a list in the order of these columns: its condition, and the order in which its rows are found.
    ///
    /// - Parameter isDescending: whether the greatest is the first.
    func page(
        by columns: [SQL], isDescending: Bool = true, _ values: (Cursor) -> [SQL]
    ) -> (condition: SQL, order: SQL) {
        func list(_ parts: [SQL]) -> SQL { parts.dropFirst().reduce(parts[0]) { "\($0), \($1)" } }
        let (sign, direction): (SQL, SQL) = isDescending == isBackwards ? (">", "ASC") : ("<", "DESC")
        return (
            cursor.map { "AND (\(list(columns))) \(sign) (\(list(values($0))))" } ?? "",
            "ORDER BY \(list(columns.map { "\($0) \(direction)" }))"
        )
    }

    /// The rows that were found, in the order of the list.
    func inOrder<Row>(_ found: [Row]) -> [Row] {
        isBackwards ? found.reversed() : found
    }
}
