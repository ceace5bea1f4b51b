extension Migration {
    static let settled = Migration(
        21, "what staff have settled: events dismissed, refunds paid back", sqlite: script("INTEGER"),
        postgres: script("BIGINT", flag: "SMALLINT"))

    private static func script(_ integer: String, flag: String = "INTEGER") -> String {
        """
        -- Staff have looked at an event that was not applied: nothing is left to do about it.
        ALTER TABLE webhook_event ADD COLUMN dismissed_at \(integer);
        ALTER TABLE webhook_event ADD COLUMN dismissed_by TEXT CHECK ((dismissed_by IS NULL) = (dismissed_at IS NULL));
        ALTER TABLE webhook_event ADD COLUMN dismissal_reason TEXT;
        DROP INDEX webhook_event_not_applied;
        CREATE INDEX webhook_event_not_applied ON webhook_event (website_id, received_at, id)
            WHERE outcome <> 'applied' AND dismissed_at IS NULL;
        CREATE INDEX webhook_event_dismissed ON webhook_event (website_id, received_at, id)
            WHERE dismissed_at IS NOT NULL;

        -- Whether the refund is ours to pay: the OMS never got what was cancelled, and reports nothing of it.
        ALTER TABLE cancellation ADD COLUMN is_refund_ours \(flag) NOT NULL DEFAULT 0 CHECK (is_refund_ours IN (0, 1));
        ALTER TABLE cancellation ADD COLUMN refunded_at \(integer) CHECK (refunded_at IS NULL OR is_refund_ours = 1);
        ALTER TABLE cancellation ADD COLUMN refunded_by TEXT CHECK ((refunded_by IS NULL) = (refunded_at IS NULL));
        CREATE INDEX cancellation_to_refund ON cancellation (website_id, order_id)
            WHERE is_refund_ours = 1 AND refunded_at IS NULL;
        UPDATE cancellation SET is_refund_ours = 1
        WHERE state = 'accepted' AND EXISTS (
            SELECT 1 FROM sales_order o
            WHERE o.id = cancellation.order_id AND o.payment_mode = 'PREPAID' AND o.is_paid = 1
                AND (o.push_state = 'withdrawn' OR cancellation.attempts = 0));
        """
    }
}
