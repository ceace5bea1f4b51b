/// The OMS's refusals in words that a customer can act on.
package enum RefusalWords {
    /// The OMS's own words are for staff only: they were not written for customers.
    package static func sentence(_ code: RefusalCode, to kind: RequestKind, pincode: Pincode) -> String {
        switch code {
        case .notReturnable: "This item cannot be returned. If it arrived damaged, please contact us."
        case .noPickUp:
            "Courier pick-up is not available at \(pincode.text). You can send the item back yourself: contact us for the address."
        case .returnWindowPassed: "The return window for this item has closed."
        case .alreadyShipped: "The item has already been shipped. You can return it once it is delivered."
        case .alreadyCancelled:
            "Some of these items are cancelled already. Look at the order again, and cancel the others one at a time."
        case .invalidAccount: "The bank did not accept these account details. Check the account number and the IFSC."
        case .unknownOrder: "Our warehouse does not know this order yet. Try again in a few minutes."
        case .unknownSKU: "Our warehouse does not know this item. Please contact us."
        case .outOfStock, .other:
            switch kind {
            case .cancellation: "Our warehouse could not cancel these items. Please contact us."
            case .return: "Our warehouse could not accept this return. Please contact us."
            }
        }
    }

    /// For a return after one without a clear answer.
    package static func mayComeAnyway(_ reference: String) -> String {
        "Our warehouse may have your earlier request \(reference) already: if the courier comes, hand the items over. Otherwise contact us."
    }
}
