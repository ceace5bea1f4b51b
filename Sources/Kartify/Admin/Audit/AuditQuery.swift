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
    func address(_ path: String) -> String { Kartify.address(path, fields, Self.names) }

    var words: String { filterWords(fields, Self.names) }

    private static let names = ["staff", "action", "q", "from", "until"]

    var head: ListHead {
        let list = ListAddress("/admin/audit", fields, Self.names)
        let titles = ["staff": "Who:", "action": "Action:", "q": "Text:", "from": "From", "until": "Until"]
        return ListHead(chips: list.chips(titles), everything: list.keeping([]))
    }
}

extension AuditCursor {
    /// As an address has it: the time and the line.
    var text: String { "\(at.milliseconds)-\(id)" }

    init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let milliseconds = Int64(parts[0]), let id = ID<AuditEntry>(String(parts[1])) else {
            return nil
        }
        self.init(at: Instant(milliseconds: milliseconds), id: id)
    }
}
