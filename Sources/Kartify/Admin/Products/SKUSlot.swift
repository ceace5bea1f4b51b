import Domain
import Storage
import Web

/// A place that may carry a SKU, and its fields in the form.
struct SKUSlot {
    let carrier: SKUCarrier
    let title: String
    let sku: StockedSKU?

    var code: SKU? { sku.flatMap { SKU($0.code) } }
    var field: String { "sku-\(carrier.optionValueID.map(String.init) ?? "product")" }
    /// The hidden field with the SKU that the person was shown.
    var shownField: String { "shown-\(field)" }
}

extension Product {
    /// Where this product carries SKUs: on each value of its stock option, or on itself.
    var skuSlots: [SKUSlot] {
        guard let option = stockOption else {
            return [SKUSlot(carrier: SKUCarrier(productID: id, optionValueID: nil), title: "This product", sku: sku)]
        }
        return option.values.map { value in
            SKUSlot(
                carrier: SKUCarrier(productID: id, optionValueID: value.id), title: "\(option.name): \(value.name)",
                sku: value.sku)
        }
    }
}

/// What a form says of a slot: what the person was shown there, and what they made of it.
struct SKUEntry {
    let text: String
    private let shown: SKU?

    /// nil when the form does not have the slot.
    init?(_ slot: SKUSlot, in form: Fields) {
        guard form.has(slot.field) else { return nil }
        text = form.trimmed(slot.field)
        // A form that does not say what it has shown speaks of what is there.
        shown = form.has(slot.shownField) ? SKU(form.trimmed(slot.shownField)) : slot.code
    }

    var sku: SKU? { SKU(text) }

    /// Whether the person has changed it. What they have left alone is left alone, whatever it is by now.
    var isTouched: Bool { text.isEmpty ? shown != nil : sku == nil || sku != shown }

    /// Why what was typed cannot be put there.
    func refusal(at slot: SKUSlot) -> String? {
        if !text.isEmpty && sku == nil { return "A SKU has 1 to 64 characters." }
        if sku != slot.code, let message = SKU.hiddenMark(in: text) { return message }
        guard shown != slot.code && sku != slot.code else { return nil }
        return
            "Somebody has changed it to \(slot.code?.text ?? "no SKU") since you opened this page. Save again to replace it with yours."
    }
}
