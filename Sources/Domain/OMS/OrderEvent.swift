/// What the OMS reports about an order, as far as it can be read: an item with a mistake does not spoil the others.
package struct OrderEvent: Equatable, Sendable {
    /// How far the OMS's clock may run ahead of ours. A later time would make every honest event after it look old.
    package static let clockSkew = Span.minutes(5)

    /// The OMS's id of it, unique in its website.
    package let id: String
    package let time: Instant
    package let orderNumber: String
    package private(set) var items: [Item]

    package init(id: String, time: Instant, orderNumber: String, items: [Item]) {
        self.id = id
        self.time = time
        self.orderNumber = orderNumber
        self.items = items
    }

    package struct Item: Equatable, Sendable {
        package let lineID: String?
        /// In place of the id.
        package let sku: String?
        /// The status as the OMS wrote it.
        package let word: String
        /// nil when it is not one of those agreed.
        package let status: ItemStatus?
        /// nil for the whole line.
        package let quantity: Int?
        package fileprivate(set) var shipment: Shipment
        package fileprivate(set) var reason: String?
        /// What cannot be read in it, for the OMS's engineers; nil when all can.
        package let fault: String?

        package init(
            lineID: String?, sku: String?, word: String, status: ItemStatus?, quantity: Int?, shipment: Shipment,
            reason: String?, fault: String?
        ) {
            self.lineID = lineID
            self.sku = sku
            self.word = word
            self.status = status
            self.quantity = quantity
            self.shipment = shipment
            self.reason = reason
            self.fault = fault
        }
    }
}

extension OrderEvent.Item {
    /// The line this item names: by its id, or by a SKU that the order has one line of.
    package func line(of order: Order) -> OrderLine? {
        if let lineID { return order.lines.first { $0.itemID(in: order.number) == lineID } }
        let lines = order.lines.filter { $0.sku == sku && sku != nil }
        return lines.count == 1 ? lines.first : nil
    }
}

extension OrderEvent {
    /// Masks for the numbers in words about a courier or a reason that may be account numbers. An AWB is as long as one, so what
    /// stands as an AWB in this event is left readable, there and in the words.
    package var suspectNumbers: [AccountMask] {
        let awbs = items.compactMap(\.shipment.awb).map { $0.filter(\.isNumber) }
        let words = items.flatMap { [$0.shipment.courier, $0.reason] }.compactMap { $0 }
        return words.flatMap(AccountMask.numbers).filter { number in !awbs.contains { $0.contains(number) } }
            .map { AccountMask(number: $0) }
    }

    /// The same with these numbers masked.
    package func hiding(_ masks: [AccountMask]) -> OrderEvent {
        func hidden(_ text: String?) -> String? { text.map { text in masks.reduce(text) { $1.hide(in: $0) } } }
        guard !masks.isEmpty else { return self }
        var event = self
        for (index, item) in items.enumerated() {
            event.items[index].reason = hidden(item.reason)
            event.items[index].shipment = Shipment(
                courier: hidden(item.shipment.courier), awb: hidden(item.shipment.awb),
                trackingURL: hidden(item.shipment.trackingURL))
        }
        return event
    }
}
