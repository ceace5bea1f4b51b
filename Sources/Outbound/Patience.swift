/// How long the calls of an installation may take, in milliseconds.
package struct Patience: Sendable {
    /// Until a connection stands.
    package let connect: Int
    /// A call that a person at a page waits for: answered within 5 s with our own time.
    package let page: Int
    /// A call that a page can do without.
    package let cart: Int
    /// A call that a job makes.
    package let job: Int
    /// Handing an alert over.
    package let alert: Int

    package static let standard = Patience(connect: 2000, page: 4500, cart: 1500, job: 10_000, alert: 5000)

    /// The same time for everything.
    package init(everything milliseconds: Int) {
        self.init(
            connect: milliseconds, page: milliseconds, cart: milliseconds, job: milliseconds, alert: milliseconds)
    }

    private init(connect: Int, page: Int, cart: Int, job: Int, alert: Int) {
        self.connect = connect
        self.page = page
        self.cart = cart
        self.job = job
        self.alert = alert
    }
}
