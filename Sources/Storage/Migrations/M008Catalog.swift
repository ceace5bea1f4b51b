extension Migration {
    static let catalog = Migration(
        8, "catalogue: imports, images",
        script: """
            -- Files that staff have uploaded to change the catalogue, for a day.
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
            CREATE INDEX catalog_import_by_time ON catalog_import (created_at);

            -- A movement that puts a SKU on a product, or takes it off, names the product: its history shows it wherever the SKU is.
            ALTER TABLE stock_movement ADD COLUMN product_id INTEGER REFERENCES product;
            CREATE INDEX stock_movement_by_product ON stock_movement (product_id, id) WHERE product_id IS NOT NULL;

            -- The file of the product's image, in the images folder of the installation.
            ALTER TABLE product ADD COLUMN image TEXT CHECK (length(image) BETWEEN 1 AND 64);
            """)
}
