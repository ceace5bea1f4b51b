import Domain

extension Transaction {
    /// Makes another option of a product, or none, its stock option.
    package func setStockOption(_ optionID: ID<ProductOption>?, ofProduct productID: ID<Product>) throws {
        try execute("UPDATE product_option SET is_stock = 0 WHERE product_id = \(productID) AND is_stock = 1")
        if let optionID {
            try execute("UPDATE product_option SET is_stock = 1 WHERE id = \(optionID) AND product_id = \(productID)")
        }
        try recountMissingSKUs(ofProducts: [productID])
    }

    /// Deletes an option and its values, none of which has a SKU.
    package func deleteOption(_ id: ID<ProductOption>, ofProduct productID: ID<Product>) throws {
        try execute("DELETE FROM option_value WHERE option_id = \(id)")
        try execute("DELETE FROM product_option WHERE id = \(id)")
        try recountMissingSKUs(ofProducts: [productID])
    }

    /// Deletes an option value. Its SKU is kept with its stock and movements, and can be used elsewhere.
    package func deleteOptionValue(
        _ id: ID<OptionValue>, ofProduct productID: ID<Product>, by staff: String, at now: Instant
    ) throws {
        try takeSKU(off: SKUCarrier(productID: productID, optionValueID: id), by: staff, at: now)
        try execute("DELETE FROM option_value WHERE id = \(id)")
        try recountMissingSKUs(ofProducts: [productID])
        try recountProducts([productID])
    }
}
