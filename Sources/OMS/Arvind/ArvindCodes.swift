import Domain

extension OMSRefusal {
    /// A refusal in Arvind's words.
    init(arvind code: String?, message: String?) {
        self.init(code: RefusalCode(arvind: code ?? ""), ownCode: code ?? "", message: message ?? "")
    }
}

extension RefusalCode {
    /// What one of Arvind's codes means.
    init(arvind code: String) {
        self =
            switch code {
            case "NON_RETURNABLE": .notReturnable
            case "REVERSE_NOT_SERVICEABLE": .noPickUp
            case "RETURN_WINDOW_PASSED": .returnWindowPassed
            case "ALREADY_SHIPPED": .alreadyShipped
            case "ALREADY_CANCELLED": .alreadyCancelled
            case "INVALID_ACCOUNT": .invalidAccount
            case "UNKNOWN_ORDER": .unknownOrder
            case "UNKNOWN_SKU": .unknownSKU
            default: .other(code)
            }
    }

    /// What the reason of a serviceability answer means: a code, or a sentence, which may be about stock.
    init(arvindReason text: String) {
        let words = text.uppercased().replacing("_", with: " ")
        let isAboutStock = ["STOCK", "INVENTORY", "NOT ENOUGH", "SOLD OUT", "QUANTITY"].contains { words.contains($0) }
        self = isAboutStock ? .outOfStock : RefusalCode(arvind: text)
    }
}
