CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    cause TEXT NOT NULL,
    message TEXT NOT NULL,
    path TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- Somebody is telling it until then.
    lease_until INTEGER,
    delivered_at INTEGER,
    fault TEXT
) STRICT;

CREATE INDEX alert_by_age ON alert (raised_at);

CREATE INDEX alert_by_cause ON alert (website_id, cause, raised_at);

CREATE INDEX alert_to_deliver ON alert (raised_at) WHERE delivered_at IS NULL;

CREATE TABLE "audit" (
    id INTEGER PRIMARY KEY,
    -- NULL for what concerns the installation.
    website_id INTEGER REFERENCES website,
    at INTEGER NOT NULL,
    staff TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- Where the request came from; NULL for a terminal.
    address TEXT,
    -- What a form changes, so that an older form can say who changed it.
    thing TEXT,
    -- More than 1 for failures to sign in, which are counted by the minute.
    times INTEGER NOT NULL DEFAULT 1 CHECK (times >= 1)
) STRICT;

CREATE INDEX audit_by_action ON audit (action, at, id);

CREATE INDEX audit_by_staff ON audit (staff, at, id);

CREATE INDEX audit_by_thing ON audit (thing, id) WHERE thing IS NOT NULL;

CREATE INDEX audit_by_website ON audit (website_id, at, id);

CREATE TABLE bucket (
    -- Whose it is, and of what, keyed.
    name BLOB PRIMARY KEY,
    credit INTEGER NOT NULL CHECK (credit >= 0),
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX bucket_by_time ON bucket (at);

CREATE TABLE call_index_end (
    website_id INTEGER PRIMARY KEY REFERENCES website,
    exchange_id INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE call_words USING fts5 (words, detail=none, columnsize=0,
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'");

CREATE TABLE 'call_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'call_words_content'(id INTEGER PRIMARY KEY, c0);

CREATE TABLE 'call_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'call_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE cancellation (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    order_id INTEGER NOT NULL REFERENCES sales_order,
    -- AI's cancellationId and the idempotency key of every try.
    reference TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'refused', 'withdrawn', 'given_up')),
    reason TEXT NOT NULL,
    -- The staff member who asked for the customer.
    actor TEXT,
    requested_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- A call is under way until then, unless its process has died.
    lease_until INTEGER,
    -- AI's code, and the sentence for the customer.
    code TEXT,
    answer TEXT,
    answered_at INTEGER, oms_words TEXT, is_refund_ours INTEGER NOT NULL DEFAULT 0 CHECK (is_refund_ours IN (0, 1)), refunded_at INTEGER CHECK (refunded_at IS NULL OR is_refund_ours = 1), refunded_by TEXT CHECK ((refunded_by IS NULL) = (refunded_at IS NULL)),
    UNIQUE (website_id, reference)
) STRICT;

CREATE INDEX cancellation_by_order ON cancellation (order_id, id);

CREATE INDEX cancellation_by_state ON cancellation (website_id, state, answered_at);

CREATE INDEX cancellation_by_state_and_id ON cancellation (website_id, state, id);

CREATE INDEX cancellation_by_website ON cancellation (website_id, id);

CREATE INDEX cancellation_to_refund ON cancellation (website_id, order_id)
    WHERE is_refund_ours = 1 AND refunded_at IS NULL;

CREATE UNIQUE INDEX one_open_cancellation ON cancellation (order_id) WHERE state = 'open';

CREATE TABLE cancellation_item (
    cancellation_id INTEGER NOT NULL REFERENCES cancellation,
    item_id INTEGER NOT NULL REFERENCES order_item,
    quantity INTEGER NOT NULL CHECK (quantity >= 1),
    PRIMARY KEY (cancellation_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cart_line (
    id INTEGER PRIMARY KEY,
    owner BLOB NOT NULL,
    website_id INTEGER NOT NULL REFERENCES website,
    product_id INTEGER NOT NULL REFERENCES product,
    -- Ids of the chosen option values in ascending order, separated by commas.
    choices TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 20),
    changed_at INTEGER NOT NULL,
    UNIQUE (owner, website_id, product_id, choices)
) STRICT;

CREATE INDEX cart_line_by_time ON cart_line (changed_at);

CREATE TABLE catalog_import (
    token TEXT PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    staff_id INTEGER NOT NULL REFERENCES staff,
    file_name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('checking', 'checked', 'applying', 'applied', 'refused')),
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    refusal TEXT,
    CHECK ((refusal IS NOT NULL) = (state = 'refused'))
) STRICT, WITHOUT ROWID;

CREATE INDEX catalog_import_by_staff ON catalog_import (staff_id);

CREATE INDEX catalog_import_by_time ON catalog_import (created_at);

CREATE TABLE category (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60)
) STRICT;

CREATE UNIQUE INDEX category_by_name ON category (website_id, lower(name));

CREATE TABLE cod_block (
    website_id INTEGER NOT NULL REFERENCES website,
    phone TEXT NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (website_id, phone)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL, is_pending INTEGER NOT NULL DEFAULT 0 CHECK (is_pending IN (0, 1)), new_email TEXT,
    UNIQUE (website_id, email)
) STRICT;

CREATE INDEX customer_by_website ON customer (website_id, id);

CREATE INDEX customer_pending ON customer (created_at) WHERE is_pending = 1;

CREATE TABLE customer_address (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer,
    name TEXT NOT NULL,
    line1 TEXT NOT NULL,
    line2 TEXT NOT NULL,
    city TEXT NOT NULL,
    state TEXT NOT NULL,
    pincode TEXT NOT NULL,
    phone TEXT NOT NULL,
    -- The one that the checkout is filled in with.
    is_preferred INTEGER NOT NULL CHECK (is_preferred IN (0, 1))
) STRICT;

CREATE INDEX address_by_customer ON customer_address (customer_id, id);

CREATE UNIQUE INDEX one_preferred_address ON customer_address (customer_id) WHERE is_preferred = 1;

CREATE TABLE exchange (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    order_number TEXT,
    outcome TEXT NOT NULL,
    http_status INTEGER,
    milliseconds INTEGER NOT NULL,
    request TEXT NOT NULL,
    response TEXT NOT NULL
, target TEXT NOT NULL DEFAULT '', idempotency_key TEXT, request_length INTEGER, response_length INTEGER, oms TEXT DEFAULT 'arvind' CHECK (oms IN ('arvind', 'fynd')), request_id TEXT) STRICT;

CREATE INDEX exchange_by_kind ON exchange (website_id, kind, id);

CREATE INDEX exchange_by_order ON exchange (website_id, order_number, id) WHERE order_number IS NOT NULL;

CREATE INDEX exchange_by_time ON exchange (website_id, at);

CREATE INDEX exchange_by_website ON exchange (website_id, id);

CREATE INDEX exchange_not_accepted ON exchange (website_id, id, outcome) WHERE outcome <> 'accepted';

CREATE INDEX exchange_of_bad_status ON exchange (website_id, http_status, id) WHERE http_status >= 300;

CREATE INDEX exchange_slow ON exchange (website_id, id) WHERE milliseconds >= 1000;

CREATE TABLE first_answer (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_hash BLOB NOT NULL,
    answer BLOB NOT NULL,
    answered_at INTEGER NOT NULL,
    UNIQUE (website_id, key)
) STRICT;

CREATE INDEX first_answer_by_time ON first_answer (answered_at);

CREATE TABLE item_event (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES order_item,
    status TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    source TEXT NOT NULL,
    actor TEXT,
    is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),
    courier TEXT,
    awb TEXT,
    tracking_url TEXT,
    reason TEXT
, reported_quantity INTEGER) STRICT;

CREATE INDEX item_event_by_awb ON item_event (lower(awb), item_id) WHERE awb IS NOT NULL;

CREATE INDEX item_event_by_item ON item_event (item_id, id);

CREATE TABLE "item_progress" (
    item_id INTEGER NOT NULL REFERENCES order_item,
    status TEXT NOT NULL,
    parcel INTEGER NOT NULL DEFAULT 0 CHECK (parcel >= 0),
    quantity INTEGER NOT NULL CHECK (quantity >= 1),
    since INTEGER NOT NULL,
    PRIMARY KEY (item_id, status, parcel)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
    name TEXT PRIMARY KEY,
    is_on INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1)),
    next_at INTEGER NOT NULL,
    lease_until INTEGER,
    -- Whose lease it is: a process that was taken for dead ends nobody else's.
    lease_owner INTEGER,
    last_at INTEGER,
    last_result TEXT
, last_success_at INTEGER) STRICT;

CREATE TABLE job_run (
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    -- While it runs, its process says so every few seconds; one that stops saying so was interrupted.
    alive_at INTEGER NOT NULL,
    started_by TEXT NOT NULL,
    window_hours INTEGER NOT NULL,
    fault TEXT
, total INTEGER NOT NULL DEFAULT 0, cancelled_by TEXT, held INTEGER NOT NULL DEFAULT 0, subject TEXT, done INTEGER NOT NULL DEFAULT 0, left_out INTEGER NOT NULL DEFAULT 0, file TEXT) STRICT;

CREATE INDEX job_run_by_job ON job_run (job, id);

CREATE INDEX job_run_by_start ON job_run (started_at);

CREATE TABLE job_run_order (
    run_id INTEGER NOT NULL REFERENCES job_run,
    order_id INTEGER NOT NULL REFERENCES sales_order,
    outcome TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (run_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_run_selection (
    run_id INTEGER NOT NULL REFERENCES job_run,
    order_id INTEGER NOT NULL REFERENCES sales_order,
    PRIMARY KEY (run_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_form (
    -- Of the id in the address, keyed.
    hash BLOB PRIMARY KEY,
    customer_id INTEGER REFERENCES customer,
    staff_id INTEGER REFERENCES staff,
    path TEXT NOT NULL,
    fields_sealed BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    CHECK ((staff_id IS NULL) <> (customer_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX kept_form_by_customer ON kept_form (customer_id, expires_at) WHERE customer_id IS NOT NULL;

CREATE INDEX kept_form_by_expiry ON kept_form (expires_at);

CREATE INDEX kept_form_by_staff ON kept_form (staff_id, expires_at) WHERE staff_id IS NOT NULL;

CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    order_id INTEGER REFERENCES sales_order,
    customer_id INTEGER REFERENCES customer,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'sms')),
    -- What tells one event from another of its kind: one event, one message.
    about TEXT NOT NULL,
    recipient TEXT NOT NULL,
    -- JSON of what the letter says and the order does not.
    facts TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed', 'given_up')),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    created_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    -- Somebody is sending it until then.
    lease_until INTEGER,
    sent_at INTEGER CHECK ((sent_at IS NULL) = (state <> 'sent')),
    -- Why the last try failed.
    fault TEXT, staff_id INTEGER REFERENCES staff,
    UNIQUE (website_id, kind, channel, about)
) STRICT;

CREATE INDEX message_by_age ON message (created_at);

CREATE INDEX message_by_customer ON message (customer_id, id) WHERE customer_id IS NOT NULL;

CREATE INDEX message_by_order ON message (order_id, id) WHERE order_id IS NOT NULL;

CREATE INDEX message_by_staff ON message (staff_id) WHERE staff_id IS NOT NULL;

CREATE INDEX message_by_state ON message (website_id, state, created_at);

CREATE INDEX message_to_send ON message (next_at) WHERE state = 'waiting';

CREATE TABLE message_settings (
    website_id INTEGER PRIMARY KEY REFERENCES website,
    sends_mail INTEGER NOT NULL CHECK (sends_mail IN (0, 1)),
    -- Empty for none.
    sms_url TEXT NOT NULL,
    sms_secret_sealed BLOB
) STRICT;

CREATE TABLE migration (
    number INTEGER PRIMARY KEY, title TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT;

CREATE TRIGGER module_added AFTER INSERT ON module BEGIN INSERT INTO settings_version (id, version) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET version = settings_version.version + 1; END;

CREATE TRIGGER module_changed AFTER UPDATE OF is_enabled, username, password_hash, previous_password_hash, previous_password_until,
    auth_token_sealed, webhook_secret_sealed, previous_webhook_secret_sealed, previous_webhook_secret_until,
    channel_id, warehouse_id, api_url, ordering_store_id, requests_per_minute, pull_minutes, updated_at,
    outage_rule ON module BEGIN INSERT INTO settings_version (id, version) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET version = settings_version.version + 1; END;

CREATE TRIGGER module_removed AFTER DELETE ON module BEGIN INSERT INTO settings_version (id, version) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET version = settings_version.version + 1; END;

CREATE TABLE "module" (
    website_id INTEGER NOT NULL REFERENCES website,
    oms TEXT NOT NULL CHECK (oms IN ('arvind', 'fynd')),
    is_enabled INTEGER NOT NULL DEFAULT 0 CHECK (is_enabled IN (0, 1)),
    username TEXT NOT NULL DEFAULT '',
    password_hash TEXT,
    previous_password_hash TEXT,
    previous_password_until INTEGER
        CHECK ((previous_password_until IS NULL) = (previous_password_hash IS NULL)),
    auth_token_sealed BLOB,
    webhook_secret_sealed BLOB,
    previous_webhook_secret_sealed BLOB,
    previous_webhook_secret_until INTEGER
        CHECK ((previous_webhook_secret_until IS NULL) = (previous_webhook_secret_sealed IS NULL)),
    channel_id TEXT NOT NULL DEFAULT '',
    warehouse_id TEXT NOT NULL DEFAULT '',
    api_url TEXT NOT NULL DEFAULT '',
    ordering_store_id TEXT NOT NULL DEFAULT '',
    requests_per_minute INTEGER NOT NULL DEFAULT 0 CHECK (requests_per_minute BETWEEN 0 AND 100000),
    -- Of an OMS that is asked for its stock: how often; where its changes continue; when the last round that brought
    -- all of them began, and the last one that began with everything.
    pull_minutes INTEGER NOT NULL DEFAULT 15 CHECK (pull_minutes BETWEEN 15 AND 60),
    pull_cursor TEXT,
    pulled_at INTEGER,
    pulled_all_at INTEGER,
    updated_at INTEGER NOT NULL, outage_rule TEXT NOT NULL DEFAULT 'refuse'
    CHECK (outage_rule IN ('refuse', 'take_known', 'take_all')),
    PRIMARY KEY (website_id, oms)
) STRICT;

CREATE TABLE "oms_trouble" (
    website_id INTEGER NOT NULL REFERENCES website,
    oms TEXT NOT NULL CHECK (oms IN ('arvind', 'fynd')),
    kind TEXT NOT NULL CHECK (kind IN
        ('clock_ahead', 'inventory_rejected', 'event_rejected', 'token_refused')),
    count INTEGER NOT NULL CHECK (count >= 1),
    last_at INTEGER NOT NULL,
    PRIMARY KEY (website_id, oms, kind)
) STRICT;

CREATE TABLE option_value (
    id INTEGER PRIMARY KEY,
    option_id INTEGER NOT NULL REFERENCES product_option,
    name TEXT NOT NULL,
    price_difference INTEGER NOT NULL DEFAULT 0,
    UNIQUE (option_id, name)
) STRICT;

CREATE TABLE order_item (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES sales_order,
    line INTEGER NOT NULL CHECK (line >= 1),
    product_id INTEGER NOT NULL REFERENCES product,
    sku_id INTEGER REFERENCES sku,
    sku TEXT,
    name TEXT NOT NULL,
    option_text TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 1),
    unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
    UNIQUE (order_id, line)
) STRICT;

CREATE INDEX order_item_by_sku ON order_item (sku_id, order_id);

CREATE VIRTUAL TABLE order_names USING fts5 (words, detail=none, columnsize=0,
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N*'");

CREATE TABLE 'order_names_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'order_names_content'(id INTEGER PRIMARY KEY, c0);

CREATE TABLE 'order_names_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'order_names_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE order_note (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES sales_order,
    -- Its author's name, also after they have left.
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    edited_at INTEGER
) STRICT;

CREATE INDEX order_note_by_order ON order_note (order_id, id);

CREATE TABLE parcel (
    item_id INTEGER NOT NULL REFERENCES order_item,
    number INTEGER NOT NULL CHECK (number >= 1),
    courier TEXT,
    awb TEXT,
    tracking_url TEXT,
    since INTEGER NOT NULL,
    PRIMARY KEY (item_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    order_id INTEGER NOT NULL REFERENCES sales_order,
    event_id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('paid', 'failed')),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    effect TEXT NOT NULL CHECK (effect IN ('placed', 'cancelled', 'to_refund', 'none')),
    refunded_at INTEGER,
    refunded_by TEXT,
    UNIQUE (website_id, event_id),
    CHECK ((refunded_at IS NULL) = (refunded_by IS NULL)),
    CHECK (refunded_at IS NULL OR effect = 'to_refund'),
    CHECK (outcome = 'paid' OR effect IN ('cancelled', 'none'))
) STRICT;

CREATE INDEX payment_by_order ON payment (order_id, id);

CREATE INDEX payment_to_refund ON payment (website_id, order_id)
    WHERE effect = 'to_refund' AND refunded_at IS NULL;

CREATE TABLE payment_gateway (
    website_id INTEGER PRIMARY KEY REFERENCES website,
    kind TEXT NOT NULL CHECK (kind IN ('sandbox')),
    page_url TEXT NOT NULL,
    key_id TEXT NOT NULL,
    secret_sealed BLOB NOT NULL
) STRICT;

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    description TEXT NOT NULL DEFAULT '',
    price INTEGER NOT NULL CHECK (price >= 0),
    is_disabled_by_hand INTEGER NOT NULL DEFAULT 0 CHECK (is_disabled_by_hand IN (0, 1)),
    -- The sum of its SKUs' available units: above 0 the product is enabled, else disabled.
    available INTEGER NOT NULL DEFAULT 0 CHECK (available >= 0)
, category_id INTEGER REFERENCES category, missing_skus INTEGER NOT NULL DEFAULT 1 CHECK (missing_skus >= 0)) STRICT;

CREATE INDEX product_by_category ON product (category_id, id) WHERE category_id IS NOT NULL;

CREATE INDEX product_by_name ON product (website_id, lower(name), id) WHERE is_disabled_by_hand = 0;

CREATE INDEX product_by_price ON product (website_id, price, id) WHERE is_disabled_by_hand = 0;

CREATE INDEX product_by_website ON product (website_id, id);

CREATE INDEX product_disabled ON product (website_id, id) WHERE is_disabled_by_hand = 1;

CREATE INDEX product_in_shop ON product (website_id, id) WHERE is_disabled_by_hand = 0;

CREATE INDEX product_missing_sku ON product (website_id, id, missing_skus) WHERE missing_skus > 0;

CREATE INDEX product_on_sale ON product (website_id, id) WHERE is_disabled_by_hand = 0 AND available > 0;

CREATE INDEX product_sold_out ON product (website_id, id, is_disabled_by_hand) WHERE available = 0;

CREATE TABLE product_image (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES product,
    -- From 0, without a gap.
    position INTEGER NOT NULL CHECK (position >= 0),
    -- In the images folder of the installation, as is the small one, which small pictures do not need.
    file TEXT NOT NULL CHECK (length(file) BETWEEN 1 AND 64),
    small_file TEXT CHECK (length(small_file) BETWEEN 1 AND 64),
    alt TEXT NOT NULL CHECK (length(alt) <= 200),
    -- In pixels, of the file; those from before were not read.
    width INTEGER CHECK (width > 0),
    height INTEGER CHECK (height > 0),
    CHECK ((width IS NULL) = (height IS NULL))
) STRICT;

CREATE INDEX product_image_by_product ON product_image (product_id, position);

CREATE TABLE product_option (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES product,
    name TEXT NOT NULL,
    is_stock INTEGER NOT NULL CHECK (is_stock IN (0, 1)),
    UNIQUE (product_id, name)
) STRICT;

CREATE UNIQUE INDEX one_stock_option ON product_option (product_id) WHERE is_stock = 1;

CREATE VIRTUAL TABLE product_words USING fts5 (words, detail=none, columnsize=0,
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N*'");

CREATE TABLE 'product_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'product_words_content'(id INTEGER PRIMARY KEY, c0);

CREATE TABLE 'product_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'product_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE recovery_code (
    staff_id INTEGER NOT NULL REFERENCES second_factor,
    hash BLOB NOT NULL,
    PRIMARY KEY (staff_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE rejected_event (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    -- Of the body as it came.
    hash BLOB NOT NULL,
    event_id TEXT,
    order_number TEXT,
    reason TEXT NOT NULL CHECK (reason IN ('malformed', 'invalid', 'clock_ahead', 'other_body')),
    detail TEXT NOT NULL,
    body TEXT NOT NULL,
    body_length INTEGER,
    count INTEGER NOT NULL CHECK (count >= 1),
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    UNIQUE (website_id, hash)
) STRICT;

CREATE INDEX rejected_event_by_age ON rejected_event (last_at);

CREATE INDEX rejected_event_by_event ON rejected_event (website_id, event_id, last_at, id)
    WHERE event_id IS NOT NULL;

CREATE INDEX rejected_event_by_time ON rejected_event (website_id, last_at, id);

CREATE TABLE return_item (
    return_id INTEGER NOT NULL REFERENCES return_request,
    item_id INTEGER NOT NULL REFERENCES order_item,
    quantity INTEGER NOT NULL CHECK (quantity >= 1),
    reason TEXT NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (return_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX return_item_by_item ON return_item (item_id);

CREATE TABLE return_photograph (
    id INTEGER PRIMARY KEY,
    return_id INTEGER NOT NULL REFERENCES return_request,
    kind TEXT NOT NULL CHECK (kind IN ('png', 'jpg', 'webp')),
    bytes BLOB NOT NULL
) STRICT;

CREATE INDEX return_photograph_by_return ON return_photograph (return_id);

CREATE TABLE return_request (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    order_id INTEGER NOT NULL REFERENCES sales_order,
    reference TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'refused', 'withdrawn', 'given_up')),
    actor TEXT,
    requested_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    lease_until INTEGER,
    code TEXT,
    answer TEXT,
    answered_at INTEGER,
    oms_return_id TEXT,
    -- Bank details of a COD refund, sealed with the key file; erased some time after the return is closed.
    bank_sealed BLOB,
    account_last_four TEXT,
    closed_at INTEGER, oms_words TEXT, photographs INTEGER NOT NULL DEFAULT 0, refund_route TEXT CHECK (refund_route IN ('neft', 'upi')),
    UNIQUE (website_id, reference),
    CHECK (bank_sealed IS NULL OR account_last_four IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX one_open_return ON return_request (order_id) WHERE state = 'open';

CREATE INDEX return_by_order ON return_request (order_id, id);

CREATE INDEX return_by_state ON return_request (website_id, state, id);

CREATE INDEX return_by_website ON return_request (website_id, id);

CREATE INDEX return_with_bank ON return_request (requested_at) WHERE bank_sealed IS NOT NULL;

CREATE INDEX return_with_photographs ON return_request (requested_at) WHERE photographs > 0;

CREATE TABLE sales_order (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    number TEXT NOT NULL,
    customer_id INTEGER REFERENCES customer,
    -- The browser that placed it, for a guest's confirmation page.
    owner BLOB NOT NULL,
    placed_at INTEGER NOT NULL,
    payment_mode TEXT NOT NULL CHECK (payment_mode IN ('COD', 'PREPAID')),
    is_paid INTEGER NOT NULL DEFAULT 0 CHECK (is_paid IN (0, 1)),
    status TEXT NOT NULL,
    items_total INTEGER NOT NULL CHECK (items_total >= 0),
    shipping INTEGER NOT NULL CHECK (shipping >= 0),
    discount INTEGER NOT NULL CHECK (discount >= 0),
    total INTEGER NOT NULL CHECK (total = items_total + shipping - discount),
    email TEXT NOT NULL,
    ship_name TEXT NOT NULL,
    line1 TEXT NOT NULL,
    line2 TEXT NOT NULL,
    city TEXT NOT NULL,
    state TEXT NOT NULL,
    pincode TEXT NOT NULL,
    phone TEXT NOT NULL,
    push_state TEXT NOT NULL CHECK (push_state IN ('unpaid', 'waiting', 'refused', 'pushed', 'withdrawn')),
    push_attempts INTEGER NOT NULL DEFAULT 0,
    push_was_unclear INTEGER NOT NULL DEFAULT 0 CHECK (push_was_unclear IN (0, 1)),
    push_reason TEXT,
    push_next_at INTEGER NOT NULL,
    -- Whoever pushes it holds it until then; a process that dies in the middle lets go by time.
    push_lease_until INTEGER,
    acknowledged_at INTEGER,
    oms_order_id TEXT, is_partly_shipped INTEGER NOT NULL DEFAULT 0
    CHECK (is_partly_shipped IN (0, 1)), has_undelivered INTEGER NOT NULL DEFAULT 0 CHECK (has_undelivered IN (0, 1)), oms TEXT NOT NULL DEFAULT 'arvind' CHECK (oms IN ('arvind', 'fynd')), unchecked TEXT CHECK (unchecked IN ('take_known', 'take_all')),
    UNIQUE (website_id, number),
    CHECK ((push_state = 'pushed') = (acknowledged_at IS NOT NULL))
) STRICT;

CREATE INDEX sales_order_by_customer ON sales_order (customer_id, id);

CREATE INDEX sales_order_by_email ON sales_order (website_id, email, id);

CREATE INDEX sales_order_by_oms_id ON sales_order (website_id, lower(oms_order_id))
    WHERE oms_order_id IS NOT NULL;

CREATE INDEX sales_order_by_owner ON sales_order (owner, id);

CREATE INDEX sales_order_by_payment ON sales_order (website_id, payment_mode, placed_at, id);

CREATE INDEX sales_order_by_phone ON sales_order (website_id, phone, id);

CREATE INDEX sales_order_by_pincode ON sales_order (website_id, pincode, placed_at, id);

CREATE INDEX sales_order_by_push_state ON sales_order (website_id, push_state, placed_at, id, payment_mode);

CREATE INDEX sales_order_by_status ON sales_order (website_id, status, placed_at, id, payment_mode);

CREATE INDEX sales_order_by_time ON sales_order (website_id, placed_at, id);

CREATE INDEX sales_order_by_total ON sales_order (website_id, total, id, placed_at, status, payment_mode, push_state);

CREATE INDEX sales_order_not_pushed ON sales_order (website_id, placed_at, id)
    WHERE push_state IN ('waiting', 'refused');

CREATE INDEX sales_order_partly_shipped ON sales_order (website_id, placed_at, id, total)
    WHERE is_partly_shipped = 1;

CREATE INDEX sales_order_to_push ON sales_order (placed_at) WHERE push_state = 'waiting';

CREATE INDEX sales_order_unchecked ON sales_order (website_id, placed_at, id) WHERE unchecked IS NOT NULL;

CREATE INDEX sales_order_undelivered ON sales_order (website_id, placed_at, id, total)
    WHERE has_undelivered = 1;

CREATE INDEX sales_order_unpaid ON sales_order (placed_at) WHERE push_state = 'unpaid';

CREATE TABLE "saved_view" (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff,
    list TEXT NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    -- The list's filters as they stand in an address.
    query TEXT NOT NULL,
    UNIQUE (staff_id, list, name)
) STRICT;

CREATE TABLE second_factor (
    staff_id INTEGER PRIMARY KEY REFERENCES staff,
    secret_sealed BLOB NOT NULL,
    -- The step of the last code that was taken: none is taken twice.
    last_step INTEGER NOT NULL
) STRICT;

CREATE TABLE serviceable_pincode (
    website_id INTEGER NOT NULL REFERENCES website,
    oms TEXT NOT NULL CHECK (oms IN ('arvind', 'fynd')),
    pincode TEXT NOT NULL,
    payment_mode TEXT NOT NULL CHECK (payment_mode IN ('COD', 'PREPAID')),
    at INTEGER NOT NULL,
    PRIMARY KEY (website_id, oms, pincode, payment_mode)
) STRICT, WITHOUT ROWID;

CREATE INDEX serviceable_pincode_by_age ON serviceable_pincode (at);

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    staff_id INTEGER REFERENCES staff,
    customer_id INTEGER REFERENCES customer,
    website_id INTEGER NOT NULL REFERENCES website,
    opened_at INTEGER NOT NULL,
    -- To the minute.
    seen_at INTEGER NOT NULL,
    -- Unless it is used before; both limits are in it.
    expires_at INTEGER NOT NULL,
    -- The browser and the system in words, and where it signed in from.
    device TEXT NOT NULL,
    address TEXT NOT NULL, proved_at INTEGER,
    CHECK ((staff_id IS NULL) <> (customer_id IS NULL))
) STRICT;

CREATE INDEX session_by_customer ON session (customer_id) WHERE customer_id IS NOT NULL;

CREATE INDEX session_by_expiry ON session (expires_at);

CREATE INDEX session_by_staff ON session (staff_id) WHERE staff_id IS NOT NULL;

CREATE TABLE settings_version (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT;

CREATE TABLE shared_folder (
    name TEXT PRIMARY KEY,
    -- What the file .kartify in it says.
    mark TEXT NOT NULL CHECK (length(mark) BETWEEN 1 AND 64)
) STRICT, WITHOUT ROWID;

CREATE TABLE shown_once (
    -- Of the name in the address and of the session, keyed.
    hash BLOB PRIMARY KEY,
    value_sealed BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX shown_once_by_expiry ON shown_once (expires_at);

CREATE TABLE sign_in_failure (
    subject BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_failure_by_time ON sign_in_failure (last_at);

CREATE TABLE sku (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    product_id INTEGER REFERENCES product,
    option_value_id INTEGER REFERENCES option_value,
    count INTEGER NOT NULL DEFAULT 0 CHECK (count >= 0),
    counted_at INTEGER,
    uncounted INTEGER NOT NULL DEFAULT 0 CHECK (uncounted >= 0),
    available INTEGER NOT NULL DEFAULT 0 CHECK (available = max(0, count - uncounted)), pushed_day INTEGER NOT NULL DEFAULT 0,
    UNIQUE (website_id, code),
    CHECK (product_id IS NOT NULL OR option_value_id IS NULL)
) STRICT;

CREATE INDEX sku_by_lower_code ON sku (website_id, lower(code));

CREATE UNIQUE INDEX sku_by_option_value ON sku (option_value_id) WHERE option_value_id IS NOT NULL;

CREATE INDEX sku_by_product ON sku (product_id) WHERE product_id IS NOT NULL;

CREATE INDEX sku_by_pushed_day ON sku (website_id, pushed_day, id) WHERE product_id IS NOT NULL;

CREATE UNIQUE INDEX sku_of_plain_product ON sku (product_id)
    WHERE product_id IS NOT NULL AND option_value_id IS NULL;

CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    username TEXT NOT NULL UNIQUE CHECK (username = lower(username)),
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('administrator', 'operations', 'support')),
    created_at INTEGER NOT NULL
, last_sign_in_at INTEGER, password_until INTEGER, email TEXT) STRICT;

CREATE TABLE staff_website (
    staff_id INTEGER NOT NULL REFERENCES staff,
    website_id INTEGER NOT NULL REFERENCES website,
    PRIMARY KEY (staff_id, website_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stock_movement (
    id INTEGER PRIMARY KEY,
    sku_id INTEGER NOT NULL REFERENCES sku,
    at INTEGER NOT NULL,
    source TEXT NOT NULL,
    reference TEXT NOT NULL,
    count INTEGER NOT NULL,
    available INTEGER NOT NULL
, product_id INTEGER REFERENCES product) STRICT;

CREATE INDEX stock_movement_by_product ON stock_movement (product_id, id) WHERE product_id IS NOT NULL;

CREATE INDEX stock_movement_by_sku ON stock_movement (sku_id, id);

CREATE TABLE uncounted_units (
    sku_id INTEGER NOT NULL REFERENCES sku,
    item_id INTEGER NOT NULL REFERENCES order_item,
    quantity INTEGER NOT NULL CHECK (quantity >= 1),
    acknowledged_at INTEGER,
    PRIMARY KEY (sku_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX uncounted_units_by_item ON uncounted_units (item_id);

CREATE TABLE unmapped_sku (
    website_id INTEGER NOT NULL REFERENCES website,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    count INTEGER NOT NULL CHECK (count >= 0),
    counted_at INTEGER NOT NULL,
    times INTEGER NOT NULL DEFAULT 1 CHECK (times >= 1),
    last_at INTEGER NOT NULL,
    reference TEXT NOT NULL,
    PRIMARY KEY (website_id, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX unmapped_sku_by_time ON unmapped_sku (website_id, last_at, code);

CREATE TABLE webhook_event (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    event_id TEXT NOT NULL,
    event_time INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    order_number TEXT NOT NULL,
    body TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'unknown_order', 'partial')),
    answer TEXT, dismissed_at INTEGER, dismissed_by TEXT CHECK ((dismissed_by IS NULL) = (dismissed_at IS NULL)), dismissal_reason TEXT, oms TEXT NOT NULL DEFAULT 'arvind' CHECK (oms IN ('arvind', 'fynd')),
    UNIQUE (website_id, event_id)
) STRICT;

CREATE INDEX webhook_event_by_order ON webhook_event (website_id, order_number, received_at, id);

CREATE INDEX webhook_event_by_time ON webhook_event (website_id, received_at, id);

CREATE INDEX webhook_event_dismissed ON webhook_event (website_id, received_at, id)
    WHERE dismissed_at IS NOT NULL;

CREATE INDEX webhook_event_not_applied ON webhook_event (website_id, received_at, id)
    WHERE outcome <> 'applied' AND dismissed_at IS NULL;

CREATE TABLE "webhook_item" (
    event_id INTEGER NOT NULL REFERENCES webhook_event,
    place INTEGER NOT NULL CHECK (place >= 1),
    website_id INTEGER NOT NULL REFERENCES website,
    received_at INTEGER NOT NULL,
    item TEXT NOT NULL,
    status TEXT NOT NULL,
    quantity INTEGER,
    outcome TEXT NOT NULL CHECK (outcome IN
        ('applied', 'duplicate', 'late', 'unchanged', 'unknown_order', 'unknown_item', 'unknown_status',
        'invalid_item')),
    -- What is off.
    detail TEXT,
    PRIMARY KEY (event_id, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX webhook_item_not_applied ON webhook_item (website_id, outcome, received_at, event_id)
    WHERE outcome <> 'applied';

CREATE TABLE webhook_refusal (
    website_id INTEGER NOT NULL REFERENCES website,
    at INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 1),
    PRIMARY KEY (website_id, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_replay (
    id INTEGER PRIMARY KEY,
    website_id INTEGER NOT NULL REFERENCES website,
    at INTEGER NOT NULL,
    staff TEXT NOT NULL,
    -- The filter whose events were to be replayed, as it stands in an address; empty for a single event.
    filter TEXT NOT NULL,
    asked INTEGER NOT NULL
) STRICT;

CREATE TABLE webhook_replay_event (
    replay_id INTEGER NOT NULL REFERENCES webhook_replay,
    event_id INTEGER NOT NULL REFERENCES webhook_event,
    was TEXT NOT NULL,
    outcome TEXT NOT NULL,
    -- Items that were not known before and are known now.
    settled INTEGER NOT NULL,
    PRIMARY KEY (replay_id, event_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX webhook_replay_event_by_event ON webhook_replay_event (event_id, replay_id);

CREATE TRIGGER website_added AFTER INSERT ON website BEGIN INSERT INTO settings_version (id, version) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET version = settings_version.version + 1; END;

CREATE TRIGGER website_changed AFTER UPDATE OF name, order_prefix, oms, contact_email, contact_phone, grievance_officer, return_terms, cod_limit,
    colour, logo, upi_refunds ON website BEGIN INSERT INTO settings_version (id, version) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET version = settings_version.version + 1; END;

CREATE TRIGGER website_removed AFTER DELETE ON website BEGIN INSERT INTO settings_version (id, version) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET version = settings_version.version + 1; END;

CREATE TABLE website (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    order_prefix TEXT NOT NULL UNIQUE CHECK (order_prefix = upper(order_prefix) AND length(order_prefix) BETWEEN 2 AND 8),
    last_order_number INTEGER NOT NULL DEFAULT 100000
, counted_at INTEGER, contact_email TEXT NOT NULL DEFAULT '', contact_phone TEXT NOT NULL DEFAULT '', grievance_officer TEXT NOT NULL DEFAULT '', oms TEXT NOT NULL DEFAULT 'arvind' CHECK (oms IN ('arvind', 'fynd')), alert_address TEXT NOT NULL DEFAULT '', alert_success_percent INTEGER NOT NULL DEFAULT 80
    CHECK (alert_success_percent BETWEEN 0 AND 100), alert_inventory_hours INTEGER NOT NULL DEFAULT 24
    CHECK (alert_inventory_hours BETWEEN 0 AND 720), bank_days INTEGER NOT NULL DEFAULT 30 CHECK (bank_days BETWEEN 1 AND 365), cod_limit INTEGER CHECK (cod_limit > 0), colour TEXT NOT NULL DEFAULT '', logo TEXT, upi_refunds INTEGER NOT NULL DEFAULT 0 CHECK (upi_refunds IN (0, 1)), return_terms TEXT NOT NULL DEFAULT '') STRICT;

CREATE TRIGGER website_host_added AFTER INSERT ON website_host BEGIN INSERT INTO settings_version (id, version) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET version = settings_version.version + 1; END;

CREATE TRIGGER website_host_changed AFTER UPDATE ON website_host BEGIN INSERT INTO settings_version (id, version) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET version = settings_version.version + 1; END;

CREATE TRIGGER website_host_removed AFTER DELETE ON website_host BEGIN INSERT INTO settings_version (id, version) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET version = settings_version.version + 1; END;

CREATE TABLE website_host (
    host TEXT PRIMARY KEY CHECK (host = lower(host)),
    website_id INTEGER NOT NULL REFERENCES website
) STRICT;
