-- A catalogue of so many SKUs as @SKUS@ says, five on a product, each counted yesterday.
.bail on
.timeout 10000
PRAGMA cache_size = -400000;
BEGIN IMMEDIATE;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @SKUS@ / 5)
INSERT INTO product (id, website_id, name, description, price, available)
    SELECT 1000000 + i, 1, 'Bench product ' || i, 'Cotton piqué, regular fit; wash it cold, and dry it in the shade.', 99900, 500 FROM n;
INSERT INTO product_option (id, product_id, name, is_stock) SELECT id, id, 'Size', 1 FROM product WHERE id > 1000000;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @SKUS@)
INSERT INTO option_value (id, option_id, name) SELECT 1000000 + i, 1000001 + (i - 1) / 5, 'Size ' || i FROM n;
INSERT INTO sku (id, website_id, code, product_id, option_value_id, count, counted_at, available, pushed_day)
    SELECT id, 1, 'BENCH-' || (id - 1000000), option_id, id, 100, day * 86400000 + abs(random()) % 86400000, 100, day
    FROM option_value, (SELECT unixepoch() / 86400 - 1 AS day) WHERE id > 1000000;
INSERT INTO stock_movement (sku_id, at, source, reference, count, available)
    SELECT id, counted_at, 'inventory', 'bd5c829aca395159ef665cd96d2c736a', 100, 100 FROM sku WHERE id > 1000000;

COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
