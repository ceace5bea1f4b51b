extension Migration {
    /// Accepted calls and applied events, which are nearly all, stand in few indexes: nobody searches by success.
    static let fewerIndexes = Migration(34, "fewer indexes for what goes well", sqlite: script, postgres: script)

    private static let script = """
        DROP INDEX exchange_by_age;
        DROP INDEX exchange_by_http_status;
        DROP INDEX exchange_by_kind_and_outcome;
        DROP INDEX exchange_by_kind_and_status;
        DROP INDEX exchange_by_outcome;
        DROP INDEX sales_order_to_push_by_website;
        DROP INDEX webhook_item_by_outcome;
        CREATE INDEX exchange_not_accepted ON exchange (website_id, id, outcome) WHERE outcome <> 'accepted';
        CREATE INDEX exchange_slow ON exchange (website_id, id) WHERE milliseconds >= 1000;
        CREATE INDEX exchange_of_bad_status ON exchange (website_id, http_status, id) WHERE http_status >= 300;
        CREATE INDEX webhook_item_not_applied ON webhook_item (website_id, outcome, received_at, event_id)
            WHERE outcome <> 'applied';
        """
}
