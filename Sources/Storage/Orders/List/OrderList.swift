import Domain

extension Reader where Self: ~Copyable {
    /// A page of the orders of some websites: the positions of its orders, in the order of the list.
    ///
    /// Each website is asked by itself, straight from an index, and the answers are merged.
    ///
    /// - Parameters:
    ///   - cursor: where the page before ends; with `isBackwards`, where the page after begins.
    ///   - limit: the newest so many; with `isBackwards`, the nearest before the cursor.
    package func orders(
        in websites: [Website], _ filter: OrderFilter, _ sort: OrderSort = .newest, from cursor: OrderCursor? = nil,
        isBackwards: Bool = false, limit: Int
    ) throws -> [OrderCursor] {
        let isDescending = sort.isDescending != isBackwards
        let (direction, sign): (SQL, SQL) = isDescending ? ("DESC", "<") : ("ASC", ">")
        let isLedBySorting = sort.isByTotal && !filter.findsFew
        // The index of totals would read all orders to find a few.
        let column: SQL = sort.isByTotal && filter.findsFew ? "total + 0" : sort.column
        let byKey: SQL = cursor.map { "AND (\(column), id) \(sign) (\($0.key), \($0.id))" } ?? ""
        let found = try websites.flatMap { website in
            try all(
                """
                SELECT \(column), id FROM sales_order
                WHERE \(try condition(filter, of: website, isLedBySorting: isLedBySorting)) \(byKey)
                ORDER BY \(column) \(direction), id \(direction) LIMIT \(limit)
                """
            ) { OrderCursor(key: try $0.next(), id: try $0.next()) }
        }
        let page = found.sorted { isDescending ? $0 > $1 : $0 < $1 }.prefix(limit)
        return isBackwards ? page.reversed() : Array(page)
    }

    /// How many orders of some websites each tab has, counted up to a limit of each website.
    package func orderTabs(in websites: [Website], upTo limit: Int, now: Instant) throws -> [OrderTab: Int] {
        try remembered(.orderTabs(websites.map(\.id)), now: now) {
            let counted = OrderTab.allCases.filter { $0 != .all }
            let counts = try orderCounts(in: websites, counted.map(OrderFilter(now: now).of), upTo: limit)
            var tabs = Dictionary(uniqueKeysWithValues: zip(counted, counts))
            // The numbers of orders count them already.
            tabs[.all] = try placedOrders(at: websites)
            return tabs
        }
    }

    /// How many orders of some websites match each filter, counted up to a limit of each website.
    package func orderCounts(in websites: [Website], _ filters: [OrderFilter], upTo limit: Int) throws -> [Int] {
        guard !filters.isEmpty else { return [] }
        var counts = filters.map { _ in 0 }
        for website in websites {
            let parts: [SQL] = try filters.map {
                """
                (SELECT count(*) FROM
                    (SELECT 1 FROM sales_order WHERE \(try condition($0, of: website)) LIMIT \(limit)) AS found LIMIT 1)
                """
            }
            let found = try first("SELECT \(parts.dropFirst().reduce(parts[0]) { "\($0), \($1)" })") { row in
                try filters.map { _ in try row.next() as Int }
            }
            counts = zip(counts, found ?? counts).map(+)
        }
        return counts
    }

    /// The filter's words are looked up first: what they find is a short list.
    func condition(_ filter: OrderFilter, of website: Website, isLedBySorting: Bool = false) throws -> SQL {
        filter.condition(
            of: website,
            found: try filter.words.map { try orderIDs(matching: $0, in: website, limit: OrderSearch.most) },
            isLedBySorting: isLedBySorting)
    }
}
