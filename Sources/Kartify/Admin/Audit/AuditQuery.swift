import Domain
import Storage
import Web

struct AuditQuery {
    let fields: Fields
    let filter: AuditFilter
    let problem: String?

    init(_ query: Fields) {
        func text(_ name: String) -> String? {
            let text = query.trimmed(name)
            return text.isEmpty ? nil : text
        }
        let days = DayFilter(query)
        var filter = AuditFilter()
        filter.staff = text("staff")
        filter.action = text("action")
        (filter.from, filter.until) = (days.from, days.until)
        filter.text = text("q") ?? ""
        fields = query
        problem = days.problem
        self.filter = filter
    }

    /// The same filters for a link, without the position in the trail.
    func address(_ path: String) -> String {
        Kartify.address(
            path,
            [
                "staff": fields["staff"], "action": fields["action"], "q": fields["q"], "from": fields["from"],
                "until": fields["until"],
            ])
    }

    var head: ListHead {
        let list = ListAddress("/admin/audit", fields, ["staff", "action", "q", "from", "until"])
        let titles = ["staff": "Who:", "action": "Action:", "q": "Text:", "from": "From", "until": "Until"]
        return ListHead(chips: list.chips(titles), everything: list.keeping([]))
    }

    var words: String { filterWords(fields, ["staff", "action", "q", "from", "until"]) }
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
