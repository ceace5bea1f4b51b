import Domain
import Web

struct PushForm: Sendable {
    struct Line: Sendable {
        let sku: String
        let quantity: String
    }

    let channel: String
    let lines: [Line]
    private(set) var counts: [StockRow] = []
    private(set) var error: String?

    /// How many rows the page has.
    static let size = 4

    init(_ fields: Fields) {
        channel = fields["channel"]
        let typed = zip(fields.all("sku"), fields.all("quantity")).map { Line(sku: $0.trimmed, quantity: $1.trimmed) }
        lines = typed
        for line in typed where !line.sku.isEmpty || !line.quantity.isEmpty { read(line) }
        if error == nil, counts.isEmpty { error = "Give at least one SKU and its quantity." }
    }

    private mutating func read(_ line: Line) {
        guard SKU(line.sku) != nil else {
            error = "Every quantity needs a SKU of 1 to 64 characters."
            return
        }
        guard let quantity = Int(line.quantity), (0...1_000_000_000).contains(quantity) else {
            error = "\(line.sku): the quantity must be a whole number, 0 or more."
            return
        }
        counts.append(StockRow(sku: line.sku, quantity: quantity))
    }
}
