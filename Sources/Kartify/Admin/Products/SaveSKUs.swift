import Domain
import Storage
import Web

/// POST /admin/products/:id/skus — the Option tab.
@Sendable func saveSKUs(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let product = try product(request, of: staff, in: world)
    let form = request.form
    do {
        let changes = try SKUChanges(form, of: product)
        let (member, now) = (staff.member.username, request.now)
        try world.database.write { store in
            try store.apply(changes, to: product)
            try store.audit(changes.told, of: product, by: member, at: now)
            try store.retryRefusedOrders(of: product.websiteID, withProduct: product.id, now: now)
        }
        return .redirect(to: "/admin/products/\(product.id)/edit?tab=option&saved")
    } catch let errors as FormErrors {
        return try staff.page(
            EditProductPage(product, .option, typed: form, errors: errors), status: .unprocessable, in: world)
    }
}

/// A place that may carry a SKU, and its field in the form.
struct SKUSlot {
    let place: SKUPlace
    let title: String
    let sku: StockedSKU?

    var field: String { "sku-\(place.optionValueID.map(String.init) ?? "product")" }
}

extension Product {
    /// Where this product carries SKUs: on each value of its stock option, or on itself.
    var skuSlots: [SKUSlot] {
        guard let option = stockOption else {
            return [SKUSlot(place: SKUPlace(productID: id, optionValueID: nil), title: "This product", sku: sku)]
        }
        return option.values.map { value in
            SKUSlot(
                place: SKUPlace(productID: id, optionValueID: value.id), title: "\(option.name): \(value.name)",
                sku: value.sku)
        }
    }
}

/// What a form changes in a product's SKUs.
private struct SKUChanges {
    let slots: [(slot: SKUSlot, sku: SKU?)]

    /// Each change, for the audit trail.
    var told: [String] {
        slots.compactMap { change("SKU of \($0.title)", $0.sku?.code ?? "none", $1?.text ?? "none") }
    }

    /// - Throws: `FormErrors` for a code that is none, or stands in the form twice.
    init(_ form: Fields, of product: Product) throws {
        var errors = FormErrors()
        var seen: [SKU: SKUSlot] = [:]
        var slots: [(SKUSlot, SKU?)] = []
        for slot in product.skuSlots where form.has(slot.field) {
            let text = form.trimmed(slot.field)
            guard text != slot.sku?.code ?? "" else {
                if let sku = SKU(text) { seen[sku] = slot }
                continue
            }
            let sku = SKU(text)
            if !text.isEmpty && sku == nil { errors.add(slot.field, "A SKU has 1 to 64 characters.") }
            slots.append((slot, sku))
        }
        for (slot, sku) in slots {
            guard let sku else { continue }
            if let other = seen[sku] {
                errors.add(slot.field, "\(sku.text) stands at \(other.title) too. A SKU has one place.")
            }
            seen[sku] = slot
        }
        guard errors.isEmpty else { throw errors }
        self.slots = slots
    }
}

extension Transaction {
    /// Takes all changed SKUs off before it puts any on, so that two values can swap theirs.
    fileprivate func apply(_ changes: SKUChanges, to product: Product) throws {
        for (slot, _) in changes.slots { try takeSKU(off: slot.place) }
        var errors = FormErrors()
        for (slot, sku) in changes.slots {
            guard let sku else { continue }
            if let other = try place(of: sku, in: product.websiteID) {
                errors.add(
                    slot.field,
                    "\(sku.text) is in use: “\(other.product)” carries it. A SKU has one place in a website.")
            } else {
                try putSKU(sku, on: slot.place, of: product.websiteID)
            }
        }
        guard errors.isEmpty else { throw errors }
        try recount(products: [product.id])
    }
}
