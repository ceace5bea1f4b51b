import Domain

package struct StockChanges: Sendable {
    package let skus: [SKU]
    /// What to ask with the next time.
    package let cursor: String
    /// Whether there are more at once.
    package let hasMore: Bool
}
