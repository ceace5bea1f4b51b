import Domain
import Storage
import Web

/// The filters of the log, as they stand in its address.
struct LogQuery {
    let fields: Fields
    let filter: ExchangeFilter
    /// What cannot be understood in them.
    let problem: String?

    init(_ query: Fields) {
        fields = query
        var filter = ExchangeFilter()
        var problem: String?
        func text(_ name: String) -> String? {
            let text = query.trimmed(name)
            return text.isEmpty ? nil : text
        }
        func day(_ name: String) -> Instant? {
            guard let text = text(name) else { return nil }
            let day = Instant(rfc3339: "\(text)T00:00:00+05:30")
            if day == nil { problem = "Type a date as 2026-11-23." }
            return day
        }
        filter.order = text("order")
        filter.words = (text("sku").map { [$0] } ?? []) + (text("q") ?? "").split(separator: " ").map(String.init)
        filter.kind = text("kind")
        filter.outcome = text("outcome")
        if let status = text("http_status") {
            filter.httpStatus = Int(status)
            if filter.httpStatus == nil { problem = "Type an HTTP status as a number, such as 422." }
        }
        filter.from = day("from")
        filter.until = day("until").map { $0 + .days(1) }
        filter.before = Int(query["before"])
        self.filter = filter
        self.problem = problem
    }

    /// The same filters for a link, without the place in the list.
    var address: String {
        Self.names.filter { !fields.trimmed($0).isEmpty }
            .map { "\($0)=\(percentEncoded(fields.trimmed($0)))" }.joined(separator: "&")
    }

    static let names = ["order", "sku", "q", "kind", "outcome", "http_status", "from", "until"]
    static let kinds = [
        "serviceability", "order", "cancel", "return", "inventory", "inventory_read", "order_read", "webhook",
    ]
    static let outcomes = ["accepted", "refused", "unknown"]
}
