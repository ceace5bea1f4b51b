package struct RequestedUnits: Sendable {
    package let line: OrderLine
    /// At least 1.
    package let quantity: Int

    package init(line: OrderLine, quantity: Int) {
        self.line = line
        self.quantity = quantity
    }
}
