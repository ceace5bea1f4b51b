import Domain
import Storage
import Web

extension OrdersQuery {
    func selects(_ staff: Staff) -> [Select] {
        let oms = staff.website.oms
        return [
            select("day", "Placed", Self.dayTitles),
            select("payment", "Payment", Self.paymentTitles),
            select("status", "Status", Self.statusTitles),
            select("push", "Push to \(oms.title)", PushState.allCases.map { ($0.rawValue, $0.title(oms)) }),
            select(
                "request", "Cancellation or return", Self.requestStates.map { ($0.rawValue, $0.title(oms)) }),
            select("check", "Serviceability", Self.checkTitles),
        ] + (staff.websites.count > 1 ? [select("site", "Website", Self.websiteTitles(staff), blank: "This one")] : [])
    }

    var texts: [FormField] {
        [
            ("text", "Order, name, phone or e-mail", "search"), ("pincode", "Pincode", "text"), ("sku", "SKU", "text"),
            ("awb", "AWB", "text"), ("from", "From", "date"), ("until", "Until", "date"),
        ].map { FormField($0.0, $0.1, fields[$0.0], type: $0.2) }
    }

    /// One for each filter; the tab and the sorting are none.
    func chips(_ staff: Staff) -> [ListHead.Chip] {
        let oms = staff.website.oms
        let named: [(name: String, words: String?)] = [
            ("text", filter.words.map { "“\($0)”" }),
            ("day", title(Self.dayTitles, "day").map { "Placed \($0.lowercased())" }),
            ("from", fields.filled("from").map { "From \($0)" }),
            ("until", fields.filled("until").map { "Until \($0)" }),
            ("payment", title(Self.paymentTitles, "payment")),
            ("status", title(Self.statusTitles, "status")),
            ("push", filter.pushState.map { $0.title(oms) }),
            ("request", filter.requestState.map { "Cancellation or return: \($0.title(oms))" }),
            ("days", filter.requestSince == nil ? nil : Self.days(fields).map { "The last \(counted($0, "day"))" }),
            ("check", title(Self.checkTitles, "check")),
            ("site", title(Self.websiteTitles(staff), "site").map { "Website: \($0)" }),
            ("pincode", filter.pincode.map { "Pincode \($0)" }), ("sku", filter.sku.map { "SKU \($0)" }),
            ("awb", filter.awb.map { "AWB \($0)" }),
        ]
        return named.compactMap { name, words in
            words.map { .init(words: $0, removal: list.without(name == "request" ? [name, "days"] : [name]).text) }
        }
    }

    private func select(_ name: String, _ label: String, _ options: [(String, String)], blank: String = "Any") -> Select
    {
        Select(
            name, label, blank: blank,
            options.map { .init(value: $0, title: $1, selected: $0 == fields[name]) })
    }

    private func title(_ options: [(String, String)], _ name: String) -> String? {
        options.first { $0.0 == fields[name] }?.1
    }

    private static let dayTitles = [("today", "Today"), ("yesterday", "Yesterday")]
    private static let paymentTitles =
        PaymentMode.allCases.map { ($0.rawValue, $0.title) } + [("to_refund", "To be paid back")]
    private static let checkTitles = [("unchecked", "Taken unchecked")]
    private static let statusTitles =
        [("to_pack", "Not yet packed")] + ItemStatus.allCases.map { ($0.rawValue, $0.title) }

    private static func websiteTitles(_ staff: Staff) -> [(String, String)] {
        [("all", "All")] + staff.websites.filter { $0 != staff.website }.map { ("\($0.id)", $0.name) }
    }

    /// States that may need staff; accepted and withdrawn requests do not.
    static let requestStates: [RequestState] = [.open, .refused, .givenUp]
}

extension OrderTab {
    var title: String {
        switch self {
        case .all: "All"
        case .toPush: "To push"
        case .stuck: "Stuck"
        case .partlyShipped: "Partly shipped"
        case .undelivered: "Undelivered / RTO"
        case .requestsOpen: "Requests open"
        case .awaitingPayment: "Awaiting payment"
        }
    }
}
