-- What the demo does not have: 500 SKUs on 100 products, and for each of two threads of ten runs of wrk 10,000 orders that wait at Arvind.
-- Names and numbers are those of calls.lua. An order comes every 86 seconds: a thousand a day.
-- Each has a browser of its own: whoever signs in from theirs takes its orders into the account.
.bail on
.timeout 60000
BEGIN IMMEDIATE;

WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99)
INSERT INTO product (id, website_id, name, price) SELECT 10000000 + i, 1, 'Bench product ' || i, 99900 FROM n;
INSERT INTO product_option (id, product_id, name, is_stock) SELECT id, id, 'Size', 1 FROM product WHERE id >= 10000000;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
INSERT INTO option_value (id, option_id, name) SELECT 10000000 + i, 10000000 + i / 5, 'Size ' || i FROM n;
INSERT INTO sku (website_id, code, product_id, option_value_id)
    SELECT 1, 'BENCH-' || (id - 9999999), option_id, id FROM option_value WHERE id >= 10000000;

WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199999)
INSERT INTO sales_order (id, website_id, number, owner, placed_at, payment_mode, is_paid, status, items_total, shipping, discount,
        total, email, ship_name, line1, line2, city, state, pincode, phone, push_state, push_attempts, push_next_at,
        acknowledged_at)
    SELECT 10000000 + i, o.website_id, 'KFY-' || ((1 + i / 10000) * 100000000 + i % 10000), randomblob(32), o.placed_at - i * 86400, o.payment_mode, o.is_paid,
        o.status, o.items_total, o.shipping, o.discount, o.total, o.email, o.ship_name, o.line1, o.line2, o.city, o.state,
        o.pincode, o.phone, o.push_state, o.push_attempts, o.push_next_at, o.acknowledged_at
    FROM sales_order o CROSS JOIN n WHERE o.website_id = 1 AND o.number = '@ORDER@';
INSERT INTO order_item (id, order_id, line, product_id, sku_id, sku, name, option_text, quantity, unit_price)
    SELECT o.id, o.id, 1, i.product_id, i.sku_id, i.sku, i.name, i.option_text, i.quantity, i.unit_price
    FROM sales_order first JOIN order_item i ON i.order_id = first.id CROSS JOIN sales_order o
    WHERE first.website_id = 1 AND first.number = '@ORDER@' AND o.id >= 10000000;
INSERT INTO item_progress (item_id, status, quantity, since)
    SELECT i.id, o.status, i.quantity, o.placed_at FROM order_item i JOIN sales_order o ON o.id = i.order_id WHERE i.id >= 10000000;

COMMIT;
