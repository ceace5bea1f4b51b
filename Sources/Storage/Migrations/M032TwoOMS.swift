extension Migration {
    static let twoOMS = Migration(
        32, "a website's OMS, and a module for each",
        sqlite: script("INTEGER", blob: "BLOB", strict: " STRICT"),
        postgres: script("BIGINT", flag: "SMALLINT", blob: "BYTEA"))

    private static func script(_ integer: String, flag: String = "INTEGER", blob: String, strict: String = "") -> String
    {
        """
        ALTER TABLE website ADD COLUMN oms TEXT NOT NULL DEFAULT 'arvind' CHECK (oms IN ('arvind', 'fynd'));
        -- Whoever fulfils its orders, the same people are warned, and bank details are kept for as long.
        ALTER TABLE website ADD COLUMN alert_address TEXT NOT NULL DEFAULT '';
        ALTER TABLE website ADD COLUMN alert_success_percent \(integer) NOT NULL DEFAULT 80
            CHECK (alert_success_percent BETWEEN 0 AND 100);
        ALTER TABLE website ADD COLUMN alert_inventory_hours \(integer) NOT NULL DEFAULT 24
            CHECK (alert_inventory_hours BETWEEN 0 AND 720);
        ALTER TABLE website ADD COLUMN bank_days \(integer) NOT NULL DEFAULT 30 CHECK (bank_days BETWEEN 1 AND 365);
        UPDATE website SET
            alert_address = (SELECT m.alert_address FROM module m WHERE m.website_id = website.id),
            alert_success_percent = (SELECT m.alert_success_percent FROM module m WHERE m.website_id = website.id),
            alert_inventory_hours = (SELECT m.alert_inventory_hours FROM module m WHERE m.website_id = website.id),
            bank_days = (SELECT m.bank_days FROM module m WHERE m.website_id = website.id)
        WHERE EXISTS (SELECT 1 FROM module m WHERE m.website_id = website.id);

        -- An order stays with the OMS that its website had when it was placed.
        ALTER TABLE sales_order ADD COLUMN oms TEXT NOT NULL DEFAULT 'arvind' CHECK (oms IN ('arvind', 'fynd'));
        ALTER TABLE webhook_event ADD COLUMN oms TEXT NOT NULL DEFAULT 'arvind' CHECK (oms IN ('arvind', 'fynd'));
        -- NULL for the payment gateway's calls.
        ALTER TABLE exchange ADD COLUMN oms TEXT DEFAULT 'arvind' CHECK (oms IN ('arvind', 'fynd'));

        CREATE TABLE oms_module (
            website_id \(integer) NOT NULL REFERENCES website,
            oms TEXT NOT NULL CHECK (oms IN ('arvind', 'fynd')),
            is_enabled \(flag) NOT NULL DEFAULT 0 CHECK (is_enabled IN (0, 1)),
            username TEXT NOT NULL DEFAULT '',
            password_hash TEXT,
            previous_password_hash TEXT,
            previous_password_until \(integer)
                CHECK ((previous_password_until IS NULL) = (previous_password_hash IS NULL)),
            auth_token_sealed \(blob),
            webhook_secret_sealed \(blob),
            previous_webhook_secret_sealed \(blob),
            previous_webhook_secret_until \(integer)
                CHECK ((previous_webhook_secret_until IS NULL) = (previous_webhook_secret_sealed IS NULL)),
            channel_id TEXT NOT NULL DEFAULT '',
            warehouse_id TEXT NOT NULL DEFAULT '',
            api_url TEXT NOT NULL DEFAULT '',
            ordering_store_id TEXT NOT NULL DEFAULT '',
            requests_per_minute \(integer) NOT NULL DEFAULT 0 CHECK (requests_per_minute BETWEEN 0 AND 100000),
            -- Of an OMS that is asked for its stock: how often; where its changes continue; when the last round that brought
            -- all of them began, and the last one that began with everything.
            pull_minutes \(integer) NOT NULL DEFAULT 15 CHECK (pull_minutes BETWEEN 15 AND 60),
            pull_cursor TEXT,
            pulled_at \(integer),
            pulled_all_at \(integer),
            updated_at \(integer) NOT NULL,
            PRIMARY KEY (website_id, oms)
        )\(strict);
        INSERT INTO oms_module (website_id, oms, is_enabled, username, password_hash, previous_password_hash,
            previous_password_until, auth_token_sealed, webhook_secret_sealed, previous_webhook_secret_sealed,
            previous_webhook_secret_until, channel_id, warehouse_id, api_url, ordering_store_id, requests_per_minute,
            updated_at)
        SELECT website_id, oms, is_enabled, username, password_hash, previous_password_hash, previous_password_until,
            auth_token_sealed, webhook_secret_sealed, previous_webhook_secret_sealed, previous_webhook_secret_until,
            channel_id, warehouse_id, api_url, ordering_store_id, requests_per_minute, updated_at
        FROM module;
        INSERT INTO oms_module (website_id, oms, updated_at) SELECT website_id, 'fynd', updated_at FROM module;
        DROP TABLE module;
        ALTER TABLE oms_module RENAME TO module;

        CREATE TABLE trouble_with_oms (
            website_id \(integer) NOT NULL REFERENCES website,
            oms TEXT NOT NULL CHECK (oms IN ('arvind', 'fynd')),
            kind TEXT NOT NULL CHECK (kind IN
                ('clock_ahead', 'inventory_rejected', 'event_rejected', 'token_refused')),
            count \(integer) NOT NULL CHECK (count >= 1),
            last_at \(integer) NOT NULL,
            PRIMARY KEY (website_id, oms, kind)
        )\(strict);
        INSERT INTO trouble_with_oms (website_id, oms, kind, count, last_at)
        SELECT website_id, 'arvind', kind, count, last_at FROM oms_trouble;
        DROP TABLE oms_trouble;
        ALTER TABLE trouble_with_oms RENAME TO oms_trouble;
        """
    }
}
