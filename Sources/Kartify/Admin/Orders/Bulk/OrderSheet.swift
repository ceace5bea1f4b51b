import Domain
import Spreadsheet

/// Orders as a table: a row for each, or one for each of their items.
struct OrderSheet: Sendable {
    let hasLines: Bool
    private let websites: [ID<Website>: String]

    init(hasLines: Bool, websites: [Website]) {
        self.hasLines = hasLines
        self.websites = Dictionary(uniqueKeysWithValues: websites.map { ($0.id, $0.name) })
    }

    var name: String { hasLines ? "Items" : "Orders" }

    var columns: [SheetColumn] {
        let common = [
            "Order", "Website", "Placed (IST)", "Payment", "Customer", "Phone", "E-mail", "Address", "City", "State",
            "Pincode",
        ]
        let own =
            hasLines
            ? ["Item", "SKU", "Product", "Options", "Quantity", "Price", "Total", "Units", "Courier and AWB"]
            : [
                "Units", "Push", "Reason", "OMS id", "Items", "Shipping", "Discount", "Total", "To collect",
                "Courier and AWB",
            ]
        return (common + own).map { SheetColumn($0) }
    }

    func rows(of order: Order) -> [[SheetCell]] {
        let common = common(order)
        return hasLines ? order.lines.map { common + cells($0, of: order) } : [common + cells(order)]
    }

    private func common(_ order: Order) -> [SheetCell] {
        let address = order.address
        let lines = [address.line1, address.line2].filter { !$0.isEmpty }.joined(separator: ", ")
        return [
            order.number, websites[order.websiteID] ?? "", order.placedAt.ist, order.paymentMode.title, address.name,
            address.phone.text, order.email, lines, address.city, address.state, address.pincode.text,
        ].map(SheetCell.text)
    }

    private func cells(_ order: Order) -> [SheetCell] {
        let money = OrderMoney(of: order)
        let words: [String] = [
            Self.words(order.units), order.push.state.rawValue, order.push.reason ?? "", order.push.omsOrderID ?? "",
        ]
        let amounts = [
            order.totals.items, order.totals.shipping, order.totals.discount, order.totals.total,
            order.paymentMode == .cod ? money.toCollect : .zero,
        ]
        let parcels = order.lines.flatMap(\.progress.parcels)
        return words.map(SheetCell.text) + amounts.map { .number($0.plainText) } + [.text(Self.words(parcels))]
    }

    private func cells(_ line: OrderLine, of order: Order) -> [SheetCell] {
        [
            .text(line.itemID(in: order.number)), .text(line.sku ?? ""), .text(line.name), .text(line.optionText),
            .number("\(line.quantity)"), .number(line.unitPrice.plainText), .number(line.total.plainText),
            .text(Self.words(line.progress.statuses)), .text(Self.words(line.progress.parcels)),
        ]
    }

    private static func words(_ units: [LineProgress.Group]) -> String {
        units.map { "\($0.quantity) \($0.status.title)" }.joined(separator: ", ")
    }

    private static func words(_ parcels: [Parcel]) -> String {
        var words: [String] = []
        for parcel in parcels {
            let word = [parcel.shipment.courier, parcel.shipment.awb].compactMap(\.self).joined(separator: " ")
            if !word.isEmpty, !words.contains(word) { words.append(word) }
        }
        return words.joined(separator: ", ")
    }
}
