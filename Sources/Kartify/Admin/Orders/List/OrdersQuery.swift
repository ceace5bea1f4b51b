import Domain
import Storage
import Web

struct OrdersQuery: Sendable {
    static let names = [
        "tab", "day", "from", "until", "payment", "site", "status", "push", "request", "days", "check", "pincode",
        "sku", "awb", "text", "sort",
    ]

    let fields: Fields
    let filter: OrderFilter
    let sort: OrderSort
    let websites: [Website]
    let list: ListAddress
    let problem: String?

    init(_ query: Fields, _ staff: Staff, now: Instant) {
        fields = query
        let days = DayFilter(query)
        problem = days.problem
        sort = OrderSort(rawValue: query["sort"]) ?? .newest
        websites = Self.websites(query["site"], of: staff)
        var filter = OrderFilter(now: now)
        // The push's own words for two tabs stand in bookmarks.
        let push = query["push"]
        filter.tab =
            push == "stuck" ? .stuck : push == "waiting" ? .toPush : OrderTab(rawValue: query["tab"]) ?? .all
        filter.pushState = push == "waiting" ? nil : PushState(rawValue: push)
        filter.statuses =
            query["status"] == "to_pack" ? ItemStatus.toPack : ItemStatus(rawValue: query["status"]).map { [$0] } ?? []
        filter.paymentMode = PaymentMode(rawValue: query["payment"])
        filter.isToRefund = query["payment"] == "to_refund"
        filter.isUnchecked = query["check"] == "unchecked"
        filter.requestState = RequestState(rawValue: query["request"])
        filter.requestSince = filter.requestState.flatMap { _ in Self.days(query).map { now - .days($0) } }
        let today = IndianDay(now).start
        filter.from = query["day"] == "today" ? today : query["day"] == "yesterday" ? today - .days(1) : days.from
        filter.until = query["day"] == "yesterday" ? today : days.until
        filter.pincode = query.filled("pincode")
        filter.sku = query.filled("sku")
        filter.awb = query.filled("awb")
        filter.words = query.filled("text")
        self.filter = filter
        list = StaffList.orders.address(query)
            .with("push", filter.pushState == nil ? "" : push).with(
                "tab", filter.tab == .all ? "" : filter.tab.rawValue)
    }

    /// Only requests answered in the last so many days.
    static func days(_ query: Fields) -> Int? {
        Int(query["days"]).flatMap { (1...365).contains($0) ? $0 : nil }
    }

    private static func websites(_ chosen: String, of staff: Staff) -> [Website] {
        if chosen == "all" { return staff.websites }
        return [staff.websites.first { "\($0.id)" == chosen } ?? staff.website]
    }
}
