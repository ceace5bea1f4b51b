-- @ROWS@ products without options, each with a SKU.
.bail on
.timeout 10000
BEGIN IMMEDIATE;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @ROWS@)
INSERT INTO product (id, website_id, name, description, price, available)
    SELECT 1000000 + i, 1, 'Bench product ' || i, 'Cotton piqué', 99900, 5 FROM n;
INSERT INTO sku (website_id, code, product_id, count, counted_at, available)
    SELECT 1, 'BENCH-' || id, id, 5, unixepoch() * 1000, 5 FROM product WHERE id > 1000000;
COMMIT;
