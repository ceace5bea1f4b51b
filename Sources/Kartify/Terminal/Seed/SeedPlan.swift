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

    var words: String {
        """
        This makes \(counted(products, "product")) in \(Self.sizes.count) sizes, \(counted(customers, "customer")), and \(counted(orders, "order")) of \
        \(Self.linesPerOrder) items in the last \(Self.days) days, with their events, parcels and \
        \(counted(orders * (1 + SeedJourney.whole.count), "call")), beside the demo's data.
        """
    }
}
