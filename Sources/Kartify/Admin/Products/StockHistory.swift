import Domain
import Storage
import Web

struct StockHistory {
    struct Line: Encodable, Sendable {
        let at: String
        let sku: String
        let source: String
        let reference: String
        let count: Int
        let available: Int

        fileprivate init(_ movement: StockMovement, _ oms: OMSKind) {
            at = movement.at.istWithSeconds
            sku = movement.sku
            source = movement.source.title(oms)
            reference = movement.reference
            count = movement.count
            available = movement.available
        }
    }

    private static let size = 200
    let lines: [Line]
    let older: Pager?

    init(of product: Product, _ query: Fields, _ oms: OMSKind, in store: borrowing Snapshot) throws {
        let found = try store.movements(
            ofProduct: product.id, before: ID(query["before"]), limit: Self.size + 1)
        let listing = Listing(found, size: Self.size, cursor: \.id)
        lines = listing.rows.map { Line($0, oms) }
        older = Pager(
            "Older changes", to: "/admin/products/\(product.id)/edit?tab=history&before=", listing.next)
    }
}
