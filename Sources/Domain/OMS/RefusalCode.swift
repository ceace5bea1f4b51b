/// Why the OMS refuses. Each adapter translates the codes of its own system into these.
package enum RefusalCode: Equatable, Sendable {
    case notReturnable
    /// No courier picks up where the customer lives.
    case noPickUp
    case returnWindowPassed, alreadyShipped, alreadyCancelled, invalidAccount, unknownOrder, unknownSKU
    /// Fewer than were asked for.
    case outOfStock
    /// A code that we have no words for.
    case other(String)
}

package struct OMSRefusal: Equatable, Sendable {
    package let code: RefusalCode
    /// The OMS's own code, as it wrote it.
    package let ownCode: String
    package let message: String

    package init(code: RefusalCode, ownCode: String, message: String) {
        self.code = code
        self.ownCode = ownCode
        self.message = message
    }

    /// What staff read: on one line, without what cannot be read, and cut where the OMS was long-winded.
    package var ownWords: String {
        let words = [ownCode, message].map(\.onOneLine).filter { !$0.isEmpty }.joined(separator: ": ")
        guard !words.isEmpty else { return "No reason was given." }
        // Counted in scalars: a single character may carry thousands of accents.
        let most = 300
        return words.unicodeScalars.count > most ? "\(String(words.unicodeScalars.prefix(most)))…" : words
    }
}
