import Storage

extension Migration {
    /// The sandbox's own store; it has nothing to do with Kartify's.
    static let sandbox = [
        Migration(
            1, "what Arvind keeps",
            script: """
                CREATE TABLE client_order (
                    id INTEGER PRIMARY KEY,
                    channel_id TEXT NOT NULL,
                    number TEXT NOT NULL,
                    received_at INTEGER NOT NULL,
                    payment_mode TEXT NOT NULL CHECK (payment_mode IN ('COD', 'PREPAID')),
                    total INTEGER NOT NULL CHECK (total >= 0),
                    customer TEXT NOT NULL,
                    place TEXT NOT NULL,
                    UNIQUE (channel_id, number)
                ) STRICT;

                CREATE TABLE item (
                    id INTEGER PRIMARY KEY,
                    order_id INTEGER NOT NULL REFERENCES client_order,
                    number TEXT NOT NULL,
                    sku TEXT NOT NULL,
                    name TEXT NOT NULL,
                    option TEXT NOT NULL,
                    quantity INTEGER NOT NULL CHECK (quantity > 0),
                    unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
                    UNIQUE (order_id, number)
                ) STRICT;

                -- How many units of an item are where.
                CREATE TABLE item_units (
                    item_id INTEGER NOT NULL REFERENCES item,
                    status TEXT NOT NULL,
                    quantity INTEGER NOT NULL CHECK (quantity > 0),
                    PRIMARY KEY (item_id, status)
                ) STRICT, WITHOUT ROWID;

                -- What Kartify asked for after the order. refund: the account number's last four digits at most.
                CREATE TABLE wish (
                    id INTEGER PRIMARY KEY,
                    order_id INTEGER NOT NULL REFERENCES client_order,
                    kind TEXT NOT NULL CHECK (kind IN ('cancellation', 'return')),
                    number TEXT NOT NULL,
                    received_at INTEGER NOT NULL,
                    items TEXT NOT NULL,
                    refund TEXT,
                    UNIQUE (order_id, kind, number)
                ) STRICT;
                CREATE INDEX wish_by_kind ON wish (kind, id);

                CREATE TABLE stock (
                    channel_id TEXT NOT NULL,
                    sku TEXT NOT NULL,
                    quantity INTEGER NOT NULL CHECK (quantity >= 0),
                    PRIMARY KEY (channel_id, sku)
                ) STRICT, WITHOUT ROWID;

                -- settings: JSON of Switches.
                CREATE TABLE switches (
                    only INTEGER PRIMARY KEY CHECK (only = 1),
                    settings TEXT NOT NULL
                ) STRICT;

                -- Calls of Kartify to us. Masked before they are stored.
                CREATE TABLE call_received (
                    id INTEGER PRIMARY KEY,
                    channel_id TEXT,
                    at INTEGER NOT NULL,
                    path TEXT NOT NULL,
                    status INTEGER NOT NULL,
                    milliseconds INTEGER NOT NULL,
                    request TEXT NOT NULL,
                    response TEXT NOT NULL
                ) STRICT;

                -- Our calls to Kartify; press: what one press of a button sent; status: NULL when there was no answer.
                CREATE TABLE call_sent (
                    id INTEGER PRIMARY KEY,
                    press TEXT NOT NULL,
                    channel_id TEXT NOT NULL,
                    order_number TEXT,
                    at INTEGER NOT NULL,
                    title TEXT NOT NULL,
                    status INTEGER,
                    milliseconds INTEGER NOT NULL,
                    request TEXT NOT NULL,
                    response TEXT NOT NULL
                ) STRICT;
                CREATE INDEX call_sent_by_press ON call_sent (press, id);
                CREATE INDEX call_sent_by_order ON call_sent (channel_id, order_number, id);
                """),
        Migration(
            2, "payments",
            script: """
                CREATE TABLE payment (
                    id INTEGER PRIMARY KEY,
                    event_id TEXT NOT NULL UNIQUE,
                    channel_id TEXT NOT NULL,
                    order_number TEXT NOT NULL,
                    amount INTEGER NOT NULL,
                    outcome TEXT NOT NULL CHECK (outcome IN ('paid', 'failed')),
                    at INTEGER NOT NULL,
                    return_url TEXT NOT NULL
                ) STRICT;
                CREATE INDEX payment_by_order ON payment (channel_id, order_number, id);
                """),
        Migration(
            3, "cancellations and returns by their name",
            script: """
                ALTER TABLE wish RENAME TO accepted_request;
                DROP INDEX wish_by_kind;
                CREATE INDEX accepted_request_by_kind ON accepted_request (kind, id);
                """),
        Migration(
            4, "mails",
            script: """
                CREATE TABLE mail (
                    id INTEGER PRIMARY KEY,
                    at INTEGER NOT NULL,
                    recipient TEXT NOT NULL,
                    author TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    text TEXT NOT NULL
                ) STRICT;
                """),
        Migration(
            5, "when each count was changed last",
            script: """
                ALTER TABLE stock ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
                CREATE INDEX stock_by_version ON stock (channel_id, version, sku);
                """),
    ]
}
