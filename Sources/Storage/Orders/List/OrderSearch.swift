import Domain

/// The ways in which a text finds orders: by whatever a caller, a courier or the OMS may name.
enum OrderSearch {
    /// The most that one way finds: more is no answer to a search.
    static let most = 500

    static func bySKU(_ code: String, of websiteID: ID<Website>) -> SQL {
        """
        SELECT i.order_id FROM sku s JOIN order_item i ON i.sku_id = s.id
        WHERE s.website_id = \(websiteID) AND lower(s.code) = \(code.lowercased())
        """
    }

    /// By the beginning of an AWB that a parcel has or had. A beginning that very many share finds the first of them.
    static func byAWB(_ awb: String) -> SQL {
        """
        SELECT i.order_id FROM item_event e JOIN order_item i ON i.id = e.item_id
        WHERE e.awb IS NOT NULL AND \(begins("lower(e.awb)", with: awb.lowercased()))
        ORDER BY lower(e.awb), e.item_id LIMIT \(most)
        """
    }

    static func begins(_ column: SQL, with text: String) -> SQL {
        "\(column) >= \(text) AND \(column) < \(text + "\u{10FFFF}")"
    }

    /// The digits of a phone number, or of its beginning; nil for a text that is none.
    static func phone(_ text: String) -> String? {
        guard text.allSatisfy({ $0.isNumber || " +-()".contains($0) }) else { return nil }
        var digits = String(text.filter { ("0"..."9").contains($0) })
        if text.hasPrefix("+91") { digits.removeFirst(2) }
        while digits.count > 10, let code = ["00", "91", "0"].first(where: digits.hasPrefix) {
            digits.removeFirst(code.count)
        }
        return digits.count >= 4 ? digits : nil
    }
}

extension Reader where Self: ~Copyable {
    /// Orders of a website that a text finds, whatever the case of its letters, the newest first: by the beginning of their
    /// number, also its digits alone, of the recipient's names, phone, e-mail address, an AWB or the OMS's id; by a whole SKU, the
    /// reference of a cancellation or return, or the id of an event.
    package func orderIDs(matching text: String, in website: Website, limit: Int) throws -> [ID<Order>] {
        guard text.count >= 2, text.count <= 100 else { return [] }
        let found = try ways(to: text, in: website).flatMap { way in
            try all("\(way) LIMIT \(OrderSearch.most)") { try $0.next() as ID<Order> }
        }
        return Array(Set(found).sorted(by: >).prefix(limit))
    }

    private func ways(to text: String, in website: Website) -> [SQL] {
        let (id, lower, upper) = (website.id, text.lowercased(), text.uppercased())
        let isOneWord = !text.contains(" ")
        let names = FullText.words(of: text)
        var ways: [SQL] = []
        if isOneWord { ways += codes(lower, upper, of: website) }
        if let phone = OrderSearch.phone(text) {
            ways.append(
                """
                SELECT id FROM sales_order WHERE website_id = \(id) AND \(OrderSearch.begins("phone", with: phone))
                ORDER BY phone DESC, id DESC
                """)
        }
        if !names.isEmpty, names.contains(where: { $0.count > 1 }) {
            ways.append(
                """
                SELECT sales_order.id FROM order_names JOIN sales_order ON sales_order.id = order_names.rowid
                WHERE \(hasWords(names.map { $0 + "*" }, in: "order_names")) AND website_id = \(id)
                ORDER BY order_names.rowid DESC
                """)
        }
        return ways
    }

    private func codes(_ lower: String, _ upper: String, of website: Website) -> [SQL] {
        let id = website.id
        let isNumber = lower.allSatisfy(\.isNumber) && lower.count >= 3
        let numbers = [upper] + (isNumber ? ["\(website.orderPrefix)-\(lower)"] : [])
        var ways: [SQL] = numbers.map {
            """
            SELECT id FROM sales_order WHERE website_id = \(id) AND \(OrderSearch.begins("number", with: $0))
            ORDER BY number DESC
            """
        }
        ways += [
            """
            SELECT id FROM sales_order WHERE website_id = \(id) AND \(OrderSearch.begins("email", with: lower))
            ORDER BY email DESC, id DESC
            """,
            """
            SELECT id FROM sales_order
            WHERE website_id = \(id) AND oms_order_id IS NOT NULL AND \(OrderSearch.begins("lower(oms_order_id)", with: lower))
            """,
            "\(OrderSearch.bySKU(lower, of: id)) ORDER BY i.sku_id DESC, i.order_id DESC",
            "SELECT order_id FROM cancellation WHERE website_id = \(id) AND reference = \(upper)",
            "SELECT order_id FROM return_request WHERE website_id = \(id) AND reference = \(upper)",
        ]
        ways += [lower, upper].map {
            """
            SELECT o.id FROM webhook_event e
            JOIN sales_order o ON o.website_id = e.website_id AND o.number = e.order_number
            WHERE e.website_id = \(id) AND e.event_id = \($0)
            """
        }
        if lower.count >= 4 {
            ways.append(
                "SELECT id FROM sales_order WHERE +website_id = \(id) AND id IN (\(OrderSearch.byAWB(lower)))")
        }
        return ways
    }
}

extension Transaction {
    /// Adds an order's names to the index, in the transaction that places it.
    func indexNames(ofOrder id: ID<Order>, _ name: String) throws {
        let words = FullText.words(of: name).joined(separator: " ")
        try execute("INSERT INTO order_names (rowid, words) VALUES (\(id), \(words))")
    }
}
