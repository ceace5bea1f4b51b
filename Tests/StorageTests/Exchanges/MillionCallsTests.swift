import Domain
import FoundationEssentials
import Storage
import Testing

/// A million calls, and how long the store takes for a page of them and for the number of those that match. `Tests/Bench/log` runs it; it is no part of `make test`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["KARTIFY_CALLS"] != nil))
struct MillionCallsTests {
    private static let count = Int(ProcessInfo.processInfo.environment["KARTIFY_CALLS"] ?? "") ?? 0
    private static let limit = Duration.milliseconds(100)

    @Test func `a page of the log takes less than 100 ms, whatever the filter`() throws {
        let shop = try TestShop()
        let filling = try ContinuousClock().measure { try fill(shop) }
        print("| filter | rows | next | median ms | worst ms |\n|---|---:|---|---:|---:|")
        var worst = Duration.zero
        let deep = ID<ExchangeRow>(Self.count / 20)
        let cases =
            Self.filters.map { (name: $0, filter: $1, place: ListPlace.first) }
            + [
                ("none, deep", ExchangeFilter(), .after(deep)),
                ("none, back from there", ExchangeFilter(), .before(deep)),
            ]
        for (name, filter, place) in cases {
            var found: ExchangePage?
            let times = try (0..<9).map { _ in
                try ContinuousClock().measure {
                    found = try shop.database.read { store in
                        _ = try store.exchangeCount(of: shop.brand.id, filter)
                        return try store.exchanges(of: shop.brand.id, filter, at: place, limit: 100)
                    }
                }
            }.sorted()
            worst = max(worst, times[8])
            let next = found?.next == nil ? "" : "yes"
            let numbers = "\(milliseconds(times[4])) | \(milliseconds(times[8]))"
            print("| \(name) | \(found?.rows.count ?? 0) | \(next) | \(numbers) |")
        }
        print(
            "\(Self.count) calls, filled in \(filling.components.seconds) s; the worst took \(milliseconds(worst)) ms.")
        #expect(worst < Self.limit)
    }

    /// Calls of 200 days, three in four of the first website, with twelve words each; the rare ones are the oldest.
    private func fill(_ shop: TestShop) throws {
        let (brand, other) = (shop.brand.id, shop.other.id)
        let count = Self.count
        try shop.database.write { tx in
            try tx.execute(
                """
                WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
                INSERT INTO exchange (id, website_id, at, kind, target, order_number, outcome, http_status, milliseconds,
                    request, response)
                SELECT i, CASE WHEN i % 4 = 0 THEN \(other) ELSE \(brand) END, \(noon - .days(200)) + i * 17280,
                    CASE WHEN i = 77 THEN 'return' WHEN i % 50 = 1 THEN 'cancel' WHEN i % 5 < 2 THEN 'inventory'
                        WHEN i % 5 = 2 THEN 'webhook' WHEN i % 5 = 3 THEN 'order' ELSE 'serviceability' END,
                    'https://arvind.example/x', 'KFY-' || (100000 + i / 10),
                    CASE WHEN i % 1000 = 5 THEN 'unknown' WHEN i % 100 = 7 THEN 'refused' ELSE 'accepted' END,
                    CASE WHEN i = 77 THEN 418 WHEN i % 1000 = 5 THEN NULL WHEN i % 100 = 7 THEN 422 ELSE 200 END, 12,
                    '{"items":[{"orderItemId":"KFY-' || (100000 + i / 10) || '-1","quantity":1,"sku":"SKU-' || (i % 5000)
                        || '"}],"note":"' || hex(zeroblob(200)) || '"}',
                    '{"status":"SUCCESS","requestId":"req_' || i || '"}'
                FROM n
                """)
            let words: [SQL] = [
                "'sku-' || (id % 5000)", "'req_' || id", "lower(order_number)", "lower(order_number) || '-1'",
                "'success'", "'word-' || (id % 7)", "'day-' || (id / 5000)", "'awb' || (id * 7919 % 1000003)",
                "'city-' || (id % 300)", "'name-' || (id % 20000)", "'price-' || (id % 900)", "'ch-' || website_id",
            ]
            let text: SQL = words.dropFirst().reduce("website_id || '_' || \(words[0])") { text, word in
                "\(text) || ' ' || website_id || '_' || \(word)"
            }
            try tx.execute("INSERT INTO call_words (rowid, words) SELECT id, \(text) FROM exchange")
            for website in [brand, other] {
                try tx.execute("INSERT INTO call_index_end (website_id, exchange_id) VALUES (\(website), \(count))")
            }
        }
    }

    private static var filters: [(String, ExchangeFilter)] {
        func filter(_ change: (inout ExchangeFilter) -> Void) -> ExchangeFilter {
            var filter = ExchangeFilter()
            change(&filter)
            return filter
        }
        let old = noon - .days(150)
        return [
            ("none", filter { _ in }), ("failed", filter { $0.isFailed = true }), ("slow", filter { $0.isSlow = true }),
            ("order", filter { $0.order = "KFY-\(100_000 + count / 20)" }),
            ("order, unknown", filter { $0.order = "X" }),
            ("order + word", filter { ($0.order, $0.words) = ("KFY-100005", ["success"]) }),
            ("SKU", filter { $0.words = ["SKU-77"] }), ("request id, oldest", filter { $0.words = ["req_77"] }),
            ("rare beginning", filter { $0.words = ["req_77*"] }), ("common beginning", filter { $0.words = ["kfy*"] }),
            ("common word", filter { $0.words = ["success"] }),
            ("common + rare word", filter { $0.words = ["success", "req_77"] }),
            ("rare + common word", filter { $0.words = ["req_77", "success"] }),
            ("two common words, never together", filter { $0.words = ["word-1", "price-0"] }),
            ("SKU + kind + outcome", filter { ($0.words, $0.kind, $0.outcome) = (["SKU-7"], "order", "refused") }),
            ("common word + rare kind", filter { ($0.words, $0.kind) = (["success"], "return") }),
            ("kind", filter { $0.kind = "order" }), ("rare kind", filter { $0.kind = "return" }),
            ("outcome", filter { $0.outcome = "unknown" }), ("HTTP status", filter { $0.httpStatus = 422 }),
            ("rare HTTP status", filter { $0.httpStatus = 418 }),
            ("common status + rare outcome", filter { ($0.httpStatus, $0.outcome) = (200, "refused") }),
            ("common outcome + rare kind", filter { ($0.outcome, $0.kind) = ("accepted", "return") }),
            ("one old day", filter { ($0.from, $0.until) = (old, old + .days(1)) }),
            ("one old day + kind", filter { ($0.from, $0.until, $0.kind) = (old, old + .days(1), "order") }),
            ("one old day + word", filter { ($0.from, $0.until, $0.words) = (old, old + .days(1), ["success"]) }),
            (
                "one old day + SKU + status",
                filter {
                    ($0.from, $0.until, $0.words, $0.httpStatus) = (old, old + .days(1), ["sku-7"], 200)
                }
            ),
            ("until", filter { $0.until = old }), ("from the future", filter { $0.from = noon + .days(9) }),
            (
                "from + kind + outcome + status",
                filter {
                    ($0.from, $0.kind, $0.outcome, $0.httpStatus) = (old, "cancel", "accepted", 200)
                }
            ),
        ]
    }

    private func milliseconds(_ duration: Duration) -> String {
        let microseconds = duration.components.attoseconds / 1_000_000_000_000 + duration.components.seconds * 1_000_000
        return "\(microseconds / 1000).\(microseconds % 1000 / 100)"
    }
}
