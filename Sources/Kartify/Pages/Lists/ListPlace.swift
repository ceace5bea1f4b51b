import Domain
import Storage
import Web

extension ListPlace where Cursor: LosslessStringConvertible {
    /// From a list's address.
    init(_ query: Fields) {
        if let cursor = Cursor(query["after"]) {
            self = .after(cursor)
        } else if let cursor = Cursor(query["before"]) {
            self = .before(cursor)
        } else {
            self = .first
        }
    }
}

struct ListFoot: Page {
    static let template = "pages/list_foot.html"
    let previous: String?
    let next: String?

    init(previous: (some CustomStringConvertible)?, next: (some CustomStringConvertible)?, of list: ListAddress) {
        self.previous = previous.map { list.with("before", "\($0)").text }
        self.next = next.map { list.with("after", "\($0)").text }
    }

    /// - Parameters:
    ///   - found: one row more than is shown, which shows whether there are more.
    /// - Returns: the rows to show, and the links.
    static func page<Row, Cursor: LosslessStringConvertible>(
        _ found: [Row], size: Int, at place: ListPlace<Cursor>, of list: ListAddress, cursor: (Row) -> Cursor
    ) -> (rows: [Row], foot: ListFoot) {
        let hasMore = found.count > size
        let rows = Array(place.isBackwards ? found.suffix(size) : found.prefix(size))
        let hasPrevious = place.isBackwards ? hasMore : place.cursor != nil
        let hasNext = place.isBackwards || hasMore
        return (
            rows,
            ListFoot(
                previous: hasPrevious ? rows.first.map(cursor) : nil, next: hasNext ? rows.last.map(cursor) : nil,
                of: list)
        )
    }
}
