import Domain
import Storage
import Web

/// A page of what has changed a product's stock, newest first.
struct StockHistory {
    struct Line: Encodable, Sendable {
        let at: String
        let sku: String
        let source: String
        let reference: String
        let count: Int
        let available: Int

        fileprivate init(_ movement: StockMovement) {
            at = movement.at.istWithSeconds
            sku = movement.sku
            source = movement.source.title
            reference = movement.reference
            count = movement.count
            available = movement.available
        }
    }

    private static let size = 200
    let lines: [Line]
    /// The last line of this page, when there are older ones.
    let older: Int?

    init(of product: Product, _ query: Fields, in store: borrowing Snapshot) throws {
        let found = try store.movements(
            ofProduct: product.id, before: Int(query["before"]), limit: Self.size + 1)
        lines = found.prefix(Self.size).map(Line.init)
        older = found.count > Self.size ? found[Self.size - 1].id : nil
    }
}
