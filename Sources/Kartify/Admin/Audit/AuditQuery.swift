import Domain
import Storage
import Web

struct AuditQuery {
    let fields: Fields
    let filter: AuditFilter
    let problem: String?

    init(_ query: Fields) {
        let days = DayFilter(query)
        var filter = AuditFilter()
        filter.staff = query.filled("staff")
        filter.action = query.filled("action")
        (filter.from, filter.until) = (days.from, days.until)
        filter.text = query.trimmed("q")
        fields = query
        problem = days.problem
        self.filter = filter
    }

    /// The same filters for a link, without the position in the trail.
    func list(at path: String = StaffList.audit.path) -> ListAddress { ListAddress(path, fields, Self.names) }

    /// Each filter as a chip, and how many lines match.
    func head(of website: Website, in store: borrowing some Reader & ~Copyable) throws -> ListHead {
        let titles = ["staff": "Who:", "action": "Action:", "q": "Text:", "from": "From", "until": "Until"]
        let count = try store.auditCount(of: website.id, filter, upTo: ListTotal.most + 1)
        return ListHead(
            chips: list().chips(titles), everything: list().keeping([]), total: ListTotal(count).counted("line"))
    }

    static let names = ["staff", "action", "q", "from", "until"]

    /// The same filters in words, for the audit trail itself.
    var words: String { filterWords(fields, Self.names) }
}
