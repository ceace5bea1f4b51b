import Domain
import Storage
import Web

/// POST /admin/products/:id/skus — the Option tab.
@Sendable func saveSKUs(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id = try product(request, of: staff, in: world).id
    let form = request.form
    let oms = staff.website.oms
    do {
        try staff.change(request, in: world) { store, change in
            let product = try store.existingProduct(id, of: change.websiteID)
            let fields = try store.optionFields(of: product, in: form, oms)
            let typed = try store.typed(form, over: fields, of: product.thing)
            let changes = try SKUChanges(typed, of: product)
            let counts = try CountsByHand(typed, of: product)
            try store.applySKUChanges(changes, to: product, change)
            try store.apply(counts, to: product, change)
            try store.audit(changes.auditLines + counts.auditLines, of: product, change)
            try store.retryRefusedOrders(of: change.websiteID, withProduct: id, now: change.now)
        }
        return .redirect(to: "/admin/products/\(id)/edit?tab=option&saved")
    } catch let errors as FormErrors {
        let page = EditProductPage(try product(request, of: staff, in: world), .option, typed: form, errors: errors)
        return try staff.page(page, status: .unprocessable, in: world)
    }
}

private struct SKUChanges {
    private(set) var slots: [(slot: SKUSlot, sku: SKU?)] = []

    var auditLines: [String] {
        slots.map { "SKU of \($0.title): \($0.code?.text ?? "none") → \($1?.text ?? "none")" }
    }

    /// - Throws: `FormErrors` for a code that is invalid or occurs twice.
    init(_ form: Fields, of product: Product) throws {
        var errors = FormErrors()
        var seen: [SKU: SKUSlot] = [:]
        for slot in product.skuSlots {
            let text = form.trimmed(slot.field)
            guard form.has(slot.field), SKU(text) != slot.code || (slot.code == nil && !text.isEmpty) else {
                if let sku = slot.code { seen[sku] = slot }
                continue
            }
            if !text.isEmpty && SKU(text) == nil { errors.add(slot.field, "A SKU has 1 to 64 characters.") }
            if let message = SKU.hiddenMark(in: text) { errors.add(slot.field, message) }
            slots.append((slot, SKU(text)))
        }
        for (slot, sku) in slots {
            guard let sku else { continue }
            if let other = seen[sku] {
                errors.add(slot.field, "\(sku.text) is also typed at \(other.title). A SKU can be used only once.")
            }
            seen[sku] = slot
        }
        guard errors.isEmpty else { throw errors }
    }
}

extension Transaction {
    /// Removes all changed SKUs before it adds any, so that two values can swap theirs.
    fileprivate func applySKUChanges(_ changes: SKUChanges, to product: Product, _ change: StaffChange) throws {
        for (slot, _) in changes.slots { try takeSKU(off: slot.carrier, by: change.staff, at: change.now) }
        var errors = FormErrors()
        for (slot, sku) in changes.slots {
            guard let sku else { continue }
            if let other = try carrier(of: sku, in: product.websiteID) {
                errors.add(
                    slot.field,
                    "\(sku.text) is in use by “\(other.product)”. A SKU can be used only once per website.")
            } else {
                try putSKU(sku, on: slot.carrier, of: product.websiteID, by: change.staff, at: change.now)
            }
        }
        guard errors.isEmpty else { throw errors }
        try recountProducts([product.id])
    }
}
