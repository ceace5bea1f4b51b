import Storage

struct StockRow: Sendable {
    let sku: String
    let quantity: Int
}

extension Reader where Self: ~Copyable {
    /// nil for an unknown SKU.
    func stock(of sku: String, channel: String) throws -> Int? {
        try first("SELECT quantity FROM stock WHERE channel_id = \(channel) AND sku = \(sku)") { try $0.next() }
    }

    func allStock(channel: String) throws -> [StockRow] {
        try all("SELECT sku, quantity FROM stock WHERE channel_id = \(channel) ORDER BY sku") {
            StockRow(sku: try $0.next(), quantity: try $0.next())
        }
    }
}

extension Transaction {
    func setStock(of sku: String, channel: String, to quantity: Int) throws {
        try execute(
            """
            INSERT INTO stock (channel_id, sku, quantity, version)
            VALUES (\(channel), \(sku), \(quantity), \(try nextVersion(channel)))
            ON CONFLICT (channel_id, sku) DO UPDATE SET quantity = excluded.quantity, version = excluded.version
            """)
    }

    /// Units sold (negative) or come back.
    func changeStock(of sku: String, channel: String, by units: Int) throws {
        guard units != 0 else { return }
        try execute(
            """
            UPDATE stock SET quantity = quantity + \(units), version = \(try nextVersion(channel))
            WHERE channel_id = \(channel) AND sku = \(sku)
            """)
    }

    private func nextVersion(_ channel: String) throws -> Int {
        try number("SELECT coalesce(max(version), 0) + 1 FROM stock WHERE channel_id = \(channel)")
    }

    /// Adds the SKUs of the file that have no count yet.
    func seed(_ shops: Shops) throws {
        for shop in shops.all {
            for seed in shop.stock ?? [] {
                try execute(
                    """
                    INSERT INTO stock (channel_id, sku, quantity)
                    VALUES (\(shop.channelId), \(seed.sku), \(max(0, seed.quantity)))
                    ON CONFLICT (channel_id, sku) DO NOTHING
                    """)
            }
        }
    }
}
