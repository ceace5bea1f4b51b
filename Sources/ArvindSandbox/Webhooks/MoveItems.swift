import Domain
import Storage

extension Transaction {
    /// Moves an order's items as the form says, as far as they can go there.
    ///
    /// - Returns: the items of the event. An item that cannot go there is included: late and repeated events are what a
    ///   tester wants to send.
    func move(_ order: ClientOrder, _ form: EventForm, to step: Step) throws -> [Webhook.Item] {
        try form.items(of: items(of: order.id), for: step.status).map { item in
            var units = item.units
            let movable = units.movable(to: step.status)
            let wanted = form.units[item.id] ?? (movable.isEmpty ? item.quantity : units.count(in: movable))
            let back = units.move(wanted, from: movable, to: step.status)
            try save(units, of: item.id)
            try changeStock(of: item.sku, channel: order.channel, by: back)
            return report(item, wanted, form, step.status)
        }
    }

    private func report(_ item: ClientItem, _ quantity: Int, _ form: EventForm, _ status: ItemStatus) -> Webhook.Item {
        let isShipping = status == .shipped
        let isFailure = [.cancelled, .undelivered, .rto].contains(status)
        return Webhook.Item(
            orderItemId: item.number, status: status.rawValue, quantity: quantity,
            courier: isShipping ? form.courier : nil, awb: isShipping ? form.awb : nil,
            trackingUrl: isShipping ? form.trackingURL : nil, reason: isFailure ? form.reason : nil)
    }
}
