import Domain
import Storage
import Web

struct LogQuery {
    let fields: Fields
    let filter: ExchangeFilter
    let problem: String?

    init(_ query: Fields) {
        fields = query
        var filter = ExchangeFilter()
        var problem: String?
        filter.isAboutNoOrder = query.trimmed("order") == "none"
        filter.order = filter.isAboutNoOrder ? nil : query.filled("order")
        let words = query.trimmed("q").split(separator: " ").map(String.init)
        filter.words = [query.filled("sku")].compactMap(\.self) + words
        filter.kind = query.filled("kind")
        filter.outcome = query.filled("outcome")
        if let status = query.filled("http_status") {
            filter.httpStatus = Int(status)
            if filter.httpStatus == nil { problem = "Type an HTTP status as a number, such as 422." }
        }
        let days = DayFilter(query)
        (filter.from, filter.until) = (days.from, days.until)
        problem = problem ?? days.problem
        filter.before = ID(query["before"])
        self.filter = filter
        self.problem = problem
    }

    /// The same filters for a link, without the position in the list.
    func address(_ path: String) -> String { Kartify.address(path, fields, Self.names) }

    var words: String { filterWords(fields, Self.names) }

    private static let names = ["order", "sku", "q", "kind", "outcome", "http_status", "from", "until"]

    var head: ListHead {
        let list = ListAddress("/admin/tools/logs", fields, Self.names)
        let tabs = [("All", ""), ("Refused", "refused"), ("No clear answer", "unknown")].map { title, outcome in
            ListHead.Tab(
                title: title, count: nil, address: list.with("outcome", outcome).text,
                isCurrent: fields["outcome"] == outcome)
        }
        let titles = [
            "order": "Order", "sku": "SKU", "q": "Words", "kind": "Kind", "http_status": "HTTP", "from": "From",
            "until": "Until",
        ]
        return ListHead(
            tabs: tabs, chips: list.chips(titles), everything: list.keeping(["outcome"]))
    }

    var selects: [Select] {
        [select("kind", "Kind", Self.kinds), select("outcome", "Outcome", Self.outcomes)]
    }

    private func select(_ name: String, _ label: String, _ values: [String]) -> Select {
        Select(name, label, blank: "Any", values.map { .init(value: $0, title: $0, selected: $0 == fields[name]) })
    }

    static let kinds = CallKind.allCases.map(\.rawValue)
    static let outcomes = CallOutcome.allCases.map(\.rawValue)
}
