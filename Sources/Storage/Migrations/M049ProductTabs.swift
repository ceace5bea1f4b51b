extension Migration {
    /// An index for each tab of staff's products that is a part of them: its products are counted and listed without a look at the
    /// others. A row of it comes and goes only when a product sells out, is back, or is switched by hand.
    static let productTabs = Migration(49, "tabs of products", sqlite: script, postgres: script)

    private static let script = """
        CREATE INDEX product_on_sale ON product (website_id, id) WHERE is_disabled_by_hand = 0 AND available > 0;
        CREATE INDEX product_sold_out ON product (website_id, id, is_disabled_by_hand) WHERE available = 0;
        CREATE INDEX product_disabled ON product (website_id, id) WHERE is_disabled_by_hand = 1;
        """
}
