extension Migration {
    /// Parcels of an order line, and which of its units are in which. Parcel 0 of `item_progress` means none.
    static let parcels = Migration(
        10, "Parcels",
        script: """
            CREATE TABLE parcel (
                item_id INTEGER NOT NULL REFERENCES order_item,
                number INTEGER NOT NULL CHECK (number >= 1),
                courier TEXT,
                awb TEXT,
                tracking_url TEXT,
                since INTEGER NOT NULL,
                PRIMARY KEY (item_id, number)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX parcel_by_awb ON parcel (awb, item_id) WHERE awb IS NOT NULL;

            INSERT INTO parcel (item_id, number, courier, awb, tracking_url, since)
            SELECT i.id, 1, i.courier, i.awb, i.tracking_url,
                coalesce(
                    (SELECT min(e.at) FROM item_event e WHERE e.item_id = i.id AND e.awb = i.awb),
                    (SELECT min(p.since) FROM item_progress p WHERE p.item_id = i.id), 0)
            FROM order_item i
            WHERE (i.courier IS NOT NULL OR i.awb IS NOT NULL OR i.tracking_url IS NOT NULL) AND EXISTS (
                SELECT 1 FROM item_progress p
                WHERE p.item_id = i.id AND p.status NOT IN ('awaiting_payment', 'processing', 'processed', 'cancelled'));

            CREATE TABLE new_item_progress (
                item_id INTEGER NOT NULL REFERENCES order_item,
                status TEXT NOT NULL,
                parcel INTEGER NOT NULL DEFAULT 0 CHECK (parcel >= 0),
                quantity INTEGER NOT NULL CHECK (quantity >= 1),
                since INTEGER NOT NULL,
                PRIMARY KEY (item_id, status, parcel)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO new_item_progress (item_id, status, parcel, quantity, since)
            SELECT p.item_id, p.status,
                CASE WHEN p.status IN ('awaiting_payment', 'processing', 'processed', 'cancelled') THEN 0
                    ELSE (SELECT count(*) FROM parcel c WHERE c.item_id = p.item_id) END,
                p.quantity, p.since
            FROM item_progress p;
            DROP TABLE item_progress;
            ALTER TABLE new_item_progress RENAME TO item_progress;

            DROP INDEX order_item_by_awb;
            ALTER TABLE order_item DROP COLUMN courier;
            ALTER TABLE order_item DROP COLUMN awb;
            ALTER TABLE order_item DROP COLUMN tracking_url;
            """)
}
