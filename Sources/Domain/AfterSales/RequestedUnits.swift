/// Units of one order line that somebody wants to cancel or to return.
package struct RequestedUnits: Sendable {
    package let line: OrderLine
    /// How many of its units; at least 1.
    package let quantity: Int

    package init(line: OrderLine, quantity: Int) {
        self.line = line
        self.quantity = quantity
    }
}
