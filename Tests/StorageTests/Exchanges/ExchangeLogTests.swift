import Domain
import Storage
import Testing

/// Finding calls in the log by what stands in them.
struct ExchangeLogTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func keep(
        _ request: String, _ response: String = "{}", kind: CallKind = .order, order: String? = nil,
        outcome: CallOutcome = .accepted, status: Int? = 200, at time: Instant = noon, of website: Website? = nil
    ) throws {
        let id = (website ?? shop.brand).id
        try shop.database.write { tx in
            try tx.logCall(
                ExchangeRow(
                    at: time, kind: kind, oms: .arvind, target: "/x", orderNumber: order, outcome: outcome,
                    httpStatus: status,
                    milliseconds: 1, request: KeptText(request), response: KeptText(response)), of: id)
        }
    }

    private func find(
        _ limit: Int = 100, at place: ListPlace<ID<ExchangeRow>> = .first, _ change: (inout ExchangeFilter) -> Void
    ) throws -> ExchangePage {
        var filter = ExchangeFilter()
        change(&filter)
        for website in [shop.brand, shop.other] {
            _ = try shop.database.write { try $0.indexCalls(of: website.id, limit: 100_000) }
        }
        return try shop.database.read { try $0.exchanges(of: shop.brand.id, filter, at: place, limit: limit) }
    }

    private func count(_ words: String...) throws -> Int {
        try find { $0.words = words }.rows.count
    }

    @Test func `a word is found whole, whatever its case, in the request and in the answer`() throws {
        try keep(
            #"{"items":[{"sku":"POLO-NVY-M","quantity":2}],"orderId":"KFY-100001"}"#,
            #"{"status":"FAILURE","code":"UNKNOWN_SKU","awb":"1490812345","requestId":"req_8f.3a"}"#)
        for word in ["POLO-NVY-M", "polo-nvy-m", "KFY-100001", "unknown_sku", "1490812345", "req_8f.3a"] {
            #expect(try count(word) == 1, "\(word)")
        }
        for word in ["POLO", "NVY", "149081234", "sku", "orderId", "%", "", "{}", "*", "po*", "polo-nvy-m*x", "NVY*"] {
            #expect(try count(word) == 0, "\(word)")
        }
        for beginning in ["POLO*", "polo-nvy-m*", "KFY-1*", "req_*"] {
            #expect(try count(beginning) == 1, "\(beginning)")
        }
        #expect(try count("polo-nvy-m", "unknown_sku") == 1 && count("polo-nvy-m", "other") == 0)
    }

    @Test func `an e-mail address is found by each part`() throws {
        try keep(#"{"email":"Asha.Rao@Example.com"}"#)
        for word in ["asha.rao@example.com", "asha.rao", "example.com", "ASHA*"] {
            #expect(try count(word) == 1, "\(word)")
        }
        #expect(try count("rao@example.com") == 0)
    }

    @Test func `new calls are added to the index in batches, each once`() throws {
        for number in 1...5 { try keep(#"{"a":"word","b":"n-\#(number)"}"#) }
        try keep("{}", of: shop.other)
        func index(_ website: Website) throws -> Int {
            try shop.database.write { try $0.indexCalls(of: website.id, limit: 3) }
        }
        #expect(try shop.database.read { try $0.hasUnindexedCalls(of: shop.brand.id) })
        #expect(try [index(shop.brand), index(shop.brand), index(shop.brand)] == [3, 2, 0])
        #expect(try !shop.database.read { try $0.hasUnindexedCalls(of: shop.brand.id) })
        #expect(try index(shop.other) == 1)
        #expect(try count("word") == 5 && count("n-5") == 1)
    }

    @Test(arguments: ["ÄÖÜ-1", "पोलो-1", "A.B_C-D@E", "shirt_42"])
    func `codes of any letters are found`(code: String) throws {
        try keep(#"{"sku":"\#(code)"}"#)
        #expect(try count(code) == 1)
    }

    @Test func `what is not JSON is found too`() throws {
        try keep("a=1&sku=BELT-90", "<html>502 Bad-Gateway</html>")
        #expect(try count("BELT-90") == 1 && count("bad-gateway") == 1)
    }

    @Test func `an order of twelve lines is found by each of them`() throws {
        let lines = (1...12).map {
            #"{"name":"Shirt number \#($0) cotton","option":"Size: M","orderItemId":"KFY-1-\#($0)","quantity":1,"#
                + #""sku":"SHIRT-\#($0)-M","total":\#(1000 + $0),"unitPrice":\#(2000 + $0)}"#
        }
        try keep(#"{"items":[\#(lines.joined(separator: ","))]}"#)
        for line in 1...12 { #expect(try count("SHIRT-\(line)-M") == 1 && count("KFY-1-\(line)") == 1, "\(line)") }
    }

    @Test func `filters join, and each leaves out what it should`() throws {
        try keep(#"{"a":"one"}"#, kind: .order, order: "KFY-1", outcome: .accepted, status: 200)
        try keep(
            #"{"a":"one"}"#, kind: .cancellation, order: "KFY-1", outcome: .refused, status: 409, at: noon + .hours(1))
        try keep(
            #"{"a":"two"}"#, kind: .cancellation, order: "KFY-2", outcome: .unknown, status: nil, at: noon + .hours(2))
        #expect(try find { $0.order = "KFY-1" }.rows.map(\.id) == [2, 1])
        #expect(try find { ($0.order, $0.words) = ("KFY-1", ["one"]) }.rows.map(\.id) == [2, 1])
        #expect(try find { ($0.kind, $0.outcome) = ("cancel", "unknown") }.rows.map(\.id) == [3])
        #expect(try find { $0.httpStatus = 409 }.rows.map(\.id) == [2])
        #expect(try find { ($0.words, $0.httpStatus) = (["one"], 200) }.rows.map(\.id) == [1])
        #expect(try find { $0.from = noon + .hours(1) }.rows.map(\.id) == [3, 2])
        #expect(try find { $0.until = noon + .hours(1) }.rows.map(\.id) == [1])
        #expect(try find { ($0.from, $0.until) = (noon + .hours(1), noon + .hours(2)) }.rows.map(\.id) == [2])
        #expect(try find { $0.from = noon + .days(1) }.rows.isEmpty)
        #expect(try find { ($0.from, $0.until) = (noon + .hours(2), noon) }.rows.isEmpty)
        #expect(try find { $0.isFailed = true }.rows.map(\.id) == [3, 2])
        #expect(try find { ($0.isFailed, $0.outcome) = (true, "accepted") }.rows.isEmpty)
        #expect(try find(at: .after(2)) { _ in }.rows.map(\.id) == [1])
        #expect(try find(at: .after(1)) { $0.order = "KFY-1" }.rows.isEmpty)
    }

    @Test func `calls of which a later one began earlier are found by their own time`() throws {
        try keep(#"{"a":"1"}"#, at: noon + .seconds(10))
        try keep(#"{"a":"2"}"#, at: noon)
        try keep(#"{"a":"3"}"#, at: noon + .seconds(5))
        #expect(try find { $0.from = noon + .seconds(5) }.rows.map(\.id) == [3, 1])
        #expect(try find { $0.until = noon + .seconds(5) }.rows.map(\.id) == [2])
    }

    @Test(arguments: [nil, "word"] as [String?])
    func `pages go on where they ended, without a gap or a repeat`(word: String?) throws {
        for number in 1...25 { try keep(#"{"a":"word","b":"n-\#(number)"}"#) }
        var ids: [ID<ExchangeRow>] = []
        var place = ListPlace<ID<ExchangeRow>>.first
        func page() throws -> ExchangePage { try find(10, at: place) { $0.words = word.map { [$0] } ?? [] } }
        while ids.count < 100 {
            let page = try page()
            ids += page.rows.map(\.id)
            guard let next = page.next else { break }
            place = .after(next)
        }
        #expect(ids == (1...25).reversed().map { ID($0) })
        // And back to the beginning.
        ids = try page().rows.map(\.id)
        while ids.count < 100, let previous = try page().previous {
            place = .before(previous)
            ids = try page().rows.map(\.id) + ids
        }
        #expect(ids == (1...25).reversed().map { ID($0) })
    }

    @Test func `calls that took a second or longer are slow, and all are counted as far as one looks`() throws {
        for _ in 1...3 { try keep("{}") }
        _ = try shop.database.write { try $0.execute("UPDATE exchange SET milliseconds = id * 500") }
        #expect(try find { $0.isSlow = true }.rows.map(\.id) == [3, 2])
        func count(_ change: (inout ExchangeFilter) -> Void) throws -> (count: Int, isWhole: Bool) {
            var filter = ExchangeFilter()
            change(&filter)
            return try shop.database.read { [filter] in try $0.exchangeCount(of: shop.brand.id, filter) }
        }
        #expect(try count { $0.isSlow = true } == (2, true))
        try bury()
        #expect(try count { $0.isSlow = true } == (2, true))
        #expect(try count { _ in } == (10_000, false))
    }

    /// Newer calls of another kind, so many that one window does not reach behind them.
    private func bury(_ kind: String = "inventory", count: Int = 12_000, status: Int = 200) throws {
        let brand = shop.brand.id
        try shop.database.write { tx in
            while try tx.indexCalls(of: brand, limit: 100) > 0 {}
            try tx.execute(
                """
                WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
                INSERT INTO exchange (website_id, at, kind, target, outcome, http_status, milliseconds, request, response)
                SELECT \(brand), \(noon + .days(1)) + i, \(kind), '/x', 'accepted', \(status), 1, '{}', '{}' FROM n
                """)
            try tx.execute(
                """
                INSERT INTO call_words (rowid, words)
                SELECT id, website_id || '_polo-m' FROM exchange WHERE at > \(noon + .days(1))
                """)
            try tx.execute("UPDATE call_index_end SET exchange_id = (SELECT max(id) FROM exchange)")
        }
    }

    @Test func `a few calls of a kind are found behind thousands of another`() throws {
        for _ in 1...8 { try keep("{}", kind: .cancellation) }
        try bury()
        #expect(try find { ($0.kind, $0.outcome) = ("cancel", "accepted") }.rows.count == 8)
        #expect(try find { ($0.kind, $0.httpStatus) = ("cancel", 200) }.rows.count == 8)
        #expect(try find { ($0.kind, $0.outcome, $0.httpStatus) = ("cancel", "accepted", 200) }.rows.count == 8)
    }

    @Test func `an earlier day's calls with a word are found behind thousands of later ones`() throws {
        for _ in 1...69 { try keep(#"{"sku":"POLO-M"}"#) }
        try bury()
        let page = try find { ($0.words, $0.until) = (["POLO-M"], noon + .hours(1)) }
        #expect(page.rows.count == 69 && page.next == nil)
        #expect(try find(at: .after(9)) { ($0.words, $0.until) = (["POLO-M"], noon + .hours(1)) }.rows.count == 8)
        #expect(try find { ($0.words, $0.from) = (["POLO-M"], noon + .days(2)) }.rows.isEmpty)
    }

    @Test func `another website's calls are not found`() throws {
        try keep(#"{"a":"secret-1"}"#, order: "OTH-1", of: shop.other)
        #expect(try count("secret-1") == 0)
        #expect(try find { $0.order = "OTH-1" }.rows.isEmpty && find { _ in }.rows.isEmpty)
        #expect(try shop.database.read { try $0.exchange(id: 1, of: shop.brand.id) } == nil)
        #expect(try shop.database.read { try $0.exchange(id: 1, of: shop.other.id) } != nil)
    }
}
