import Domain

extension Transaction {
    /// Gives a browser that signs in or out another token; who knows the one before has nothing of it any more.
    ///
    /// - Parameters:
    ///   - cart: whose its cart is from now on; nil for the browser's.
    ///   - email: whose guest orders go along; nil for all.
    package func moveBrowser(
        from owner: [UInt8], to next: [UInt8], cart: [UInt8]? = nil, guestOrdersOf email: String?
    ) throws {
        try moveCart(from: owner, to: cart ?? next)
        try moveGuestOrders(from: owner, to: next, email: email)
    }
}
