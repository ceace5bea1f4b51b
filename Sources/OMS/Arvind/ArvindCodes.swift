import Domain

extension OMSRefusal {
    init(arvind code: String?, message: String?) {
        self.init(code: RefusalCode(arvind: code ?? ""), ownCode: code ?? "", message: message ?? "")
    }
}

extension RefusalCode {
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

    /// The meaning of a serviceability answer's reason: a code, or a sentence, which may be about stock.
    init(arvindReason text: String) {
        let words = text.uppercased().replacing("_", with: " ")
        let isAboutStock = ["STOCK", "INVENTORY", "NOT ENOUGH", "SOLD OUT", "QUANTITY"].contains { words.contains($0) }
        self = isAboutStock ? .outOfStock : RefusalCode(arvind: text)
    }
}
