import Domain

/// How much `kartify seed` makes: the data of a real merchant, or a multiple of it.
struct SeedPlan: Sendable {
    let products: Int
    let orders: Int
    let customers: Int
    static let sizes = ["S", "M", "L", "XL"]
    static let linesPerOrder = 2
    /// The orders are spread over so many days; the log keeps calls for 90.
    static let days = 80

    init(products: Int, orders: Int, customers: Int) {
        self.products = products
        self.orders = orders
        self.customers = customers
    }

    init(times: Int) {
        self.init(products: 10_000 * times, orders: 50_000 * times, customers: 10_000 * times)
    }

    /// What it will make, to be said before.
    var words: String {
        """
        This makes \(counted(products, "product")) in \(Self.sizes.count) sizes, \(counted(customers, "customer")), and \(counted(orders, "order")) of \
        \(Self.linesPerOrder) items in the last \(Self.days) days, with their events, parcels and \
        \(counted(orders * (1 + SeedStage.steps.count), "call")), beside the demo's data.
        """
    }
}

/// How far an order has come: all but the newest are delivered.
struct SeedStage: Sendable {
    let isPushed: Bool
    /// How many of `steps` have been told.
    let told: Int

    static let steps: [ItemStatus] = [.packed, .shipped, .delivered]

    /// - Parameters:
    ///   - index: from the oldest order, 0.
    ///   - count: how many orders there are.
    init(ofOrder index: Int, among count: Int) {
        // One order in 500 waits, and one in 500 stands at each step before the last.
        let stage = (count - 1 - index) / max(1, count / 500)
        isPushed = stage > 0
        told = min(max(0, stage - 1), Self.steps.count)
    }
}
