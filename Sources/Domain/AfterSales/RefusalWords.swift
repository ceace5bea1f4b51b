/// Arvind's codes in words that a customer can act on.
package enum RefusalWords {
    /// The sentence for a code; an unknown one shows Arvind's own message, cleaned and cut.
    ///
    /// - Parameter pincode: where the courier would come to.
    package static func sentence(code: String, message: String, pincode: Pincode) -> String {
        switch code {
        case "NON_RETURNABLE": "This item cannot be returned. If it arrived damaged, please contact us."
        case "REVERSE_NOT_SERVICEABLE":
            "Courier pick-up is not available at \(pincode.text). You can send the item back yourself: contact us for the address."
        case "RETURN_WINDOW_PASSED": "The return window for this item has closed."
        case "ALREADY_SHIPPED": "The item has already been shipped. You can return it once it is delivered."
        case "ALREADY_CANCELLED":
            "Some of these items are cancelled already. Look at the order again, and cancel the others one at a time."
        case "INVALID_ACCOUNT": "The bank did not accept these account details. Check the account number and the IFSC."
        case "UNKNOWN_ORDER": "Our warehouse does not know this order yet. Try again in a few minutes."
        case "UNKNOWN_SKU": "Our warehouse does not know this item. Please contact us."
        default: own(message)
        }
    }

    /// For a return that follows one which had no clear answer.
    package static func mayComeAnyway(_ reference: String) -> String {
        "Our warehouse may have your earlier request \(reference) already: if the courier comes, hand the items over. Otherwise contact us."
    }

    private static func own(_ message: String) -> String {
        var readable = String.UnicodeScalarView()
        readable.append(contentsOf: message.unicodeScalars.map { $0.isReadable ? $0 : " " })
        let clean = String(readable).split(separator: " ").joined(separator: " ")
        guard !clean.isEmpty else { return "Our warehouse said no and gave no reason. Please contact us." }
        // Counted in scalars: a single character may carry thousands of accents.
        let most = 200
        return clean.unicodeScalars.count > most ? "\(String(clean.unicodeScalars.prefix(most)))…" : clean
    }
}
