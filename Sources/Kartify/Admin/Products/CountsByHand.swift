import Domain
import Storage
import Web

/// The counts that a person has typed on the Option tab, and why.
struct CountsByHand {
    let counts: [(slot: SKUSlot, count: Int)]
    let reason: String

    var auditLines: [String] {
        counts.map { "count of \($0.title): \($0.sku?.count ?? 0) → \($1) (\(reason))" }
    }

    /// - Throws: `FormErrors` for what is no count, and for a count without a reason.
    init(_ form: Fields, of product: Product) throws {
        var errors = FormErrors()
        var counts: [(slot: SKUSlot, count: Int)] = []
        for slot in product.skuSlots {
            guard let field = slot.shownCount, form.has(field.name), form.trimmed(field.name) != field.now else {
                continue
            }
            let range = InventoryRule.quantity
            let count = Int(form.trimmed(field.name)).flatMap { range.contains($0) ? $0 : nil }
            if let count = errors.require(count, field.name, "Type a whole number from 0 to \(range.upperBound).") {
                counts.append((slot, count))
            }
        }
        self.counts = counts
        reason = form.trimmed("reason")
        if !counts.isEmpty && !(1...200).contains(reason.count) {
            errors.add("reason", "Say in up to 200 characters why you change a count.")
        }
        guard errors.isEmpty else { throw errors }
    }
}

extension Transaction {
    /// A value that gets another SKU in the same form gets the count with it.
    func apply(_ counts: CountsByHand, to product: Product, _ change: StaffChange) throws {
        guard !counts.counts.isEmpty else { return }
        let slots = try existingProduct(product.id, of: change.websiteID).skuSlots
        for (slot, count) in counts.counts {
            guard let sku = slots.first(where: { $0.carrier == slot.carrier })?.sku else { continue }
            try countByHand(count, ofSKU: sku.id, reason: counts.reason, by: change.staff, at: change.now)
        }
    }

    /// The Option tab's fields. Where the newest count is the OMS's own, the OMS is named as who has changed it.
    func optionFields(of product: Product, in form: Fields, _ oms: OMSKind) throws -> [ShownField] {
        try product.skuSlots.flatMap { slot in
            guard var count = slot.shownCount, let sku = slot.sku else { return [slot.shown] }
            if count.isOutdated(in: form), try isCountedByOMS(sku.id) { count.editor = oms.title }
            return [slot.shown, count]
        }
    }
}
