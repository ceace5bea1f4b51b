import Domain
import Storage
import Web

/// A place for a SKU, and its fields in the form.
struct SKUSlot {
    let carrier: SKUCarrier
    let title: String
    let sku: StockedSKU?

    var code: SKU? { sku.flatMap { SKU($0.code) } }
    var field: String { "sku-\(carrier.optionValueID.map(String.init) ?? "product")" }
    /// The hidden field with the SKU that the form showed.
    var shownField: String { "shown-\(field)" }
}

extension Product {
    /// The product's places for SKUs: each value of its stock option, or the product itself.
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

/// A form's content for a slot: the SKU that it showed, and the text that the person left there.
struct SKUEntry {
    let text: String
    private let shown: SKU?

    /// nil when the form lacks the slot.
    init?(_ slot: SKUSlot, in form: Fields) {
        guard form.has(slot.field) else { return nil }
        text = form.trimmed(slot.field)
        // Without the hidden field, assume the form showed the current SKU.
        shown = form.has(slot.shownField) ? SKU(form.trimmed(slot.shownField)) : slot.code
    }

    var sku: SKU? { SKU(text) }

    /// Whether the person has changed it. Otherwise it stays as it is now.
    var isTouched: Bool { text.isEmpty ? shown != nil : sku == nil || sku != shown }

    /// Why the typed text is not accepted.
    func refusal(at slot: SKUSlot) -> String? {
        if !text.isEmpty && sku == nil { return "A SKU has 1 to 64 characters." }
        if sku != slot.code, let message = SKU.hiddenMark(in: text) { return message }
        guard shown != slot.code && sku != slot.code else { return nil }
        return
            "Somebody has changed it to \(slot.code?.text ?? "no SKU") since you opened this page. Save again to replace it with yours."
    }
}
