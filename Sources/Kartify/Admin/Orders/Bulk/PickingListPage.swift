import Domain
import Web

/// What to take from the shelves for some orders, by SKU.
struct PickingListPage: Page {
    static let template = "admin/orders/picking_list.html"

    struct Line: Encodable, Sendable {
        let sku: String
        let name: String
        let options: String?
        let units: Int
        let orders: String
    }

    let title = "Picking list"
    let made: String
    let summary: String
    let lines: [Line]
    let next: String?

    /// Only units that are not packed yet.
    init(_ orders: [Order], next: String?, now: Instant) {
        struct Key: Hashable {
            let sku: String
            let name: String
            let options: String
        }
        var found: [Key: (units: Int, orders: [String])] = [:]
        for order in orders {
            for line in order.lines {
                let units = ItemStatus.toPack.reduce(0) { $0 + line.progress.count(in: $1) }
                guard units > 0 else { continue }
                let key = Key(sku: line.sku ?? "no SKU", name: line.name, options: line.optionText)
                found[key, default: (0, [])].units += units
                found[key, default: (0, [])].orders.append(order.number)
            }
        }
        made = now.ist
        lines = found.sorted { ($0.key.sku, $0.key.name) < ($1.key.sku, $1.key.name) }.map { key, value in
            Line(
                sku: key.sku, name: key.name, options: key.options.isEmpty ? nil : key.options, units: value.units,
                orders: value.orders.joined(separator: ", "))
        }
        let units = found.values.reduce(0) { $0 + $1.units }
        summary = "\(counted(units, "unit")) for \(counted(orders.count, "order"))"
        self.next = next
    }
}
