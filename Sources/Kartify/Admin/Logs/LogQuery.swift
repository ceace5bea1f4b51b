import Domain
import Storage
import Web

struct LogQuery {
    /// What a tab shows; its raw value stands in the address.
    private enum Tab: String, CaseIterable {
        case all = "", failed, slow

        var title: String {
            switch self {
            case .all: "All"
            case .failed: "Failed"
            case .slow: "Slow"
            }
        }
    }

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
        let tab = Tab(rawValue: query["tab"]) ?? .all
        (filter.isFailed, filter.isSlow) = (tab == .failed, tab == .slow)
        self.filter = filter
        self.problem = problem
    }

    /// The same filters for a link, without the position in the list.
    func list(at path: String = StaffList.logs.path) -> ListAddress { ListAddress(path, fields, Self.names) }

    var words: String { filterWords(fields, Self.names) }

    static let names = ["tab", "order", "sku", "q", "kind", "outcome", "http_status", "from", "until"]

    /// The tabs with their counts, and each other filter as a chip.
    func head(of website: Website, in store: borrowing some Reader & ~Copyable) throws -> ListHead {
        var tabs: [ListHead.Tab] = []
        for tab in Tab.allCases {
            let address = list().keeping([]).with("tab", tab.rawValue)
            let count = try count(LogQuery(Fields([("tab", tab.rawValue)])).filter, of: website, in: store)
            tabs.append(
                .init(
                    title: tab.title, count: count.words, address: address.text,
                    isCurrent: tab == Tab(rawValue: fields["tab"]) ?? .all))
        }
        let titles = [
            "order": "Order", "sku": "SKU", "q": "Words", "kind": "Kind", "outcome": "Outcome", "http_status": "HTTP",
            "from": "From", "until": "Until",
        ]
        return ListHead(
            tabs: tabs, chips: list().chips(titles), everything: list().keeping(["tab"]),
            total: problem == nil ? try count(filter, of: website, in: store).counted("call") : nil)
    }

    private func count(
        _ filter: ExchangeFilter, of website: Website, in store: borrowing some Reader & ~Copyable
    ) throws -> ListTotal {
        let found = try store.exchangeCount(of: website.id, filter)
        return found.isWhole ? ListTotal(found.count) : ListTotal(atLeast: found.count)
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
