extension Migration {
    private static let rename = "ALTER TABLE item_event RENAME COLUMN told TO reported_quantity;"

    static let reportedQuantity = Migration(
        23, "item_event: the reported quantity by its name", sqlite: rename, postgres: rename)
}
