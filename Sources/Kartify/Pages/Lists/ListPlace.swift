import Domain
import Web

/// Where in a list a page is, from its address.
enum ListPlace<Cursor: LosslessStringConvertible & Sendable>: Sendable {
    case first
    case after(Cursor)
    case before(Cursor)

    init(_ query: Fields) {
        if let cursor = Cursor(query["after"]) {
            self = .after(cursor)
        } else if let cursor = Cursor(query["before"]) {
            self = .before(cursor)
        } else {
            self = .first
        }
    }

    var cursor: Cursor? {
        switch self {
        case .first: nil
        case .after(let cursor), .before(let cursor): cursor
        }
    }

    var isBackwards: Bool { if case .before = self { true } else { false } }
}

struct ListFoot: Page {
    static let template = "pages/list_foot.html"
    let previous: String?
    let next: String?

    /// - Parameters:
    ///   - found: one row more than is shown, which shows whether there are more.
    /// - Returns: the rows to show, and the links.
    static func page<Row, Cursor>(
        _ found: [Row], size: Int, at place: ListPlace<Cursor>, of list: ListAddress, cursor: (Row) -> Cursor
    ) -> (rows: [Row], foot: ListFoot) {
        let hasMore = found.count > size
        let rows = Array(place.isBackwards ? found.suffix(size) : found.prefix(size))
        let hasPrevious = place.isBackwards ? hasMore : place.cursor != nil
        let hasNext = place.isBackwards || hasMore
        func link(_ name: String, _ row: Row?) -> String? {
            row.map { list.with(name, "\(cursor($0))").text }
        }
        return (
            rows,
            ListFoot(
                previous: hasPrevious ? link("before", rows.first) : nil, next: hasNext ? link("after", rows.last) : nil
            )
        )
    }
}
