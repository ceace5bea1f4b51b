/// How many units of a line come back by the customer's wish, and of how many of them the money has been paid back.
package struct LineRefund: Equatable, Sendable {
    package let units: Int
    package let paid: Int
    /// Whether some are still with the customer or on their way.
    package let isComing: Bool

    /// - Parameter requested: the units in the line's open and accepted returns.
    /// - Returns: nil where no unit comes back.
    package init?(_ progress: LineProgress, requested: Int) {
        let coming = progress.count(in: .returnRequested) + progress.count(in: .returnPickedUp)
        let (back, refunded) = (progress.count(in: .returned), progress.count(in: .refunded))
        units = min(requested, coming + back + refunded)
        guard units > 0 else { return nil }
        paid = units - min(units, coming + back)
        isComing = coming > 0
    }
}
