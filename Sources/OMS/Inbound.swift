import Domain

/// What an OMS sends to us and reads of us, each in the words of its adapter.
extension OMSKind {
    /// An event about an order.
    package func event(in body: [UInt8]) throws(BodyFault) -> OrderEvent {
        switch self {
        case .arvind: try ArvindEvents.event(in: body)
        }
    }

    /// The ids of an event that cannot be read as a whole: its own and the order's, where they are there.
    package func names(inEvent body: [UInt8]) -> (event: String?, order: String?) {
        switch self {
        case .arvind: ArvindEvents.names(in: body)
        }
    }

    /// The answer to an event, item by item.
    package func answer(toEvent id: String, _ items: [EventItem]) -> String {
        switch self {
        case .arvind: ArvindEvents.answer(id, items)
        }
    }

    /// The items of an inventory update.
    package func inventory(in body: [UInt8]) throws(BodyFault) -> [InventoryItem] {
        switch self {
        case .arvind: try ArvindInventory.items(in: body)
        }
    }

    /// The answer to an inventory update.
    package func answer(toUpdate requestID: String, _ results: [InventoryResult]) -> [UInt8] {
        switch self {
        case .arvind: ArvindInventory.answer(requestID, results)
        }
    }

    /// What the log keeps of a large inventory update, and of its answer: how many items there were, and those that were not taken.
    package func summary(
        ofUpdate body: [UInt8], _ requestID: String, _ results: [InventoryResult]
    ) -> (body: String, answer: String) {
        switch self {
        case .arvind: ArvindInventory.summary(of: body, requestID, results)
        }
    }

    /// A page of the inventory.
    package func inventoryPage(_ lines: [InventoryLine], next: String?) -> [UInt8] {
        switch self {
        case .arvind: ArvindInventory.page(lines, next: next)
        }
    }

    /// An order with the history of each of its lines, as the OMS may read it.
    package func document(of order: Order, _ histories: [ID<OrderLine>: [ItemEvent]]) -> [UInt8] {
        switch self {
        case .arvind: ArvindOrders.document(order, histories)
        }
    }
}
