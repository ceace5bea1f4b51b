import Domain

extension Reader where Self: ~Copyable {
    /// A product's pictures in their order.
    func images(of productID: ID<Product>) throws -> [ProductImage] {
        try all(
            """
            SELECT i.id, i.file, i.small_file, i.alt, i.width, i.height FROM product_image i
            WHERE i.product_id = \(productID) ORDER BY i.position
            """
        ) { try image(&$0) }.compactMap(\.self)
    }

    /// Its columns in a list, which joins `product_image i`.
    var imageColumns: SQL { "i.id, i.file, i.small_file, i.alt, i.width, i.height" }

    /// Joins the first picture of `product p`.
    var firstImage: SQL { "LEFT JOIN product_image i ON i.product_id = p.id AND i.position = 0" }

    func image(_ row: inout Row) throws -> ProductImage? {
        guard let id = try row.next() as ID<ProductImage>? else {
            row.skip(5)
            return nil
        }
        let (file, smallFile, alt): (String, String?, String) = (try row.next(), try row.next(), try row.next())
        let (width, height): (Int?, Int?) = (try row.next(), try row.next())
        let size = width.flatMap { width in height.map { PixelSize(width: width, height: $0) } }
        return ProductImage(id: id, file: file, smallFile: smallFile, alt: alt, size: size)
    }
}

extension Transaction {
    /// Adds a picture behind the others.
    package func addImage(
        _ file: String, small smallFile: String?, _ size: PixelSize?, toProduct productID: ID<Product>
    ) throws {
        try execute(
            """
            INSERT INTO product_image (product_id, position, file, small_file, alt, width, height)
            SELECT CAST(\(productID) AS BIGINT), coalesce(max(position) + 1, 0), CAST(\(file) AS TEXT),
                CAST(\(smallFile) AS TEXT), '', CAST(\(size?.width) AS BIGINT), CAST(\(size?.height) AS BIGINT)
            FROM product_image WHERE product_id = \(productID)
            """)
    }

    /// Saves the pictures that a product keeps, with their descriptions and in this order.
    ///
    /// - Returns: the files of those that it no longer has.
    package func saveImages(_ images: [(id: ID<ProductImage>, alt: String)], ofProduct productID: ID<Product>) throws
        -> [String]
    {
        let kept = Set(images.map(\.id))
        let removed = try self.images(of: productID).filter { !kept.contains($0.id) }
        for image in removed { try execute("DELETE FROM product_image WHERE id = \(image.id)") }
        for (place, image) in images.enumerated() {
            try execute(
                """
                UPDATE product_image SET position = \(place), alt = \(image.alt)
                WHERE id = \(image.id) AND product_id = \(productID)
                """)
        }
        return removed.flatMap(\.files)
    }
}
