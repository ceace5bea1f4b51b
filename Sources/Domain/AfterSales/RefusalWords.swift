/// Arvind's codes in words that a customer can act on (`outbound.md`).
public enum RefusalWords {
    /// The sentence for a code; an unknown one shows Arvind's own message, cleaned and cut.
    ///
    /// - Parameter pincode: where the courier would come to.
    public static func sentence(code: String, message: String, pincode: Pincode) -> String {
        switch code {
        case "NON_RETURNABLE": "This item cannot be returned. If it arrived damaged, please contact us."
        case "REVERSE_NOT_SERVICEABLE":
            "Courier pick-up is not available at \(pincode.text). You can send the item back yourself: contact us for the address."
        case "RETURN_WINDOW_PASSED": "The return window for this item has closed."
        case "ALREADY_SHIPPED": "The item has already been shipped. You can return it once it is delivered."
        case "ALREADY_CANCELLED": "These items are cancelled already. The order shows it in a moment."
        case "INVALID_ACCOUNT": "The bank did not accept these account details. Check the account number and the IFSC."
        case "UNKNOWN_ORDER": "Our warehouse does not know this order yet. Try again in a few minutes."
        case "UNKNOWN_SKU": "Our warehouse does not know this item. Please contact us."
        default: own(message)
        }
    }

    private static func own(_ message: String) -> String {
        let clean = String(message.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } ? " " : $0 })
            .trimmed
        guard !clean.isEmpty else { return "Our warehouse said no and gave no reason. Please contact us." }
        let most = 200
        return clean.count > most ? "\(clean.prefix(most))…" : clean
    }
}
