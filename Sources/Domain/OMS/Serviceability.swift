/// A question: can these be delivered there?
package struct ServiceabilityQuestion: Sendable {
    package let pincode: Pincode
    /// Couriers take cash at fewer addresses.
    package let paymentMode: PaymentMode
    /// Each SKU once.
    package let items: [(sku: SKU, quantity: Int)]

    package init(pincode: Pincode, paymentMode: PaymentMode, items: [(sku: SKU, quantity: Int)]) {
        self.pincode = pincode
        self.paymentMode = paymentMode
        self.items = items
    }
}

package struct ServiceabilityAnswer: Sendable {
    package struct Item: Sendable {
        package let sku: String
        package let isServiceable: Bool
        package let availableQuantity: Int?
        /// Why it cannot be delivered, if given.
        package let reason: RefusalCode?

        package init(sku: String, isServiceable: Bool, availableQuantity: Int?, reason: RefusalCode?) {
            self.sku = sku
            self.isServiceable = isServiceable
            self.availableQuantity = availableQuantity
            self.reason = reason
        }
    }

    package let isServiceable: Bool
    package let reason: RefusalCode?
    /// Per SKU, as far as given.
    package let items: [Item]

    package init(isServiceable: Bool, reason: RefusalCode?, items: [Item]) {
        self.isServiceable = isServiceable
        self.reason = reason
        self.items = items
    }
}

package enum Serviceability: Equatable, Sendable {
    case yes
    /// The SKU, if named, and how many are left.
    case notEnough(sku: String?, left: Int)
    /// The SKU that cannot be delivered, if named.
    case notThere(sku: String?)
}

extension ServiceabilityAnswer {
    /// Any "no" in the answer counts, and its reason decides which: a contradictory answer is never a yes.
    package func verdict(on asked: [(sku: SKU, quantity: Int)]) -> Serviceability {
        for (sku, quantity) in asked {
            for item in items where item.sku == sku.text {
                let isShort = item.availableQuantity.map { $0 < quantity } ?? false
                guard !item.isServiceable || isShort else { continue }
                switch item.reason ?? reason {
                case .outOfStock: return .notEnough(sku: item.sku, left: isShort ? item.availableQuantity ?? 0 : 0)
                case nil where isShort: return .notEnough(sku: item.sku, left: item.availableQuantity ?? 0)
                default: return .notThere(sku: item.sku)
                }
            }
        }
        guard isServiceable, items.allSatisfy(\.isServiceable) else {
            return reason == .outOfStock ? .notEnough(sku: nil, left: 0) : .notThere(sku: nil)
        }
        return .yes
    }
}
