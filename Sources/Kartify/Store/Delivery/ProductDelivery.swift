import Domain
import Storage
import Web

/// The check of a pincode beside **Add to cart**.
struct ProductDelivery: Page {
    static let template = "store/delivery/product.html"
    let id: ID<Product>
    let pincode: FormField
    let note: DeliveryNote?

    init(_ id: ID<Product>, typed: String = "", error: String? = nil, note: DeliveryNote? = nil) {
        self.id = id
        pincode = FormField(
            "pincode", "Delivery to pincode", typed, autocomplete: "postal-code", inputMode: "numeric", error: error)
        self.note = note
    }
}

extension ProductDelivery {
    /// Asks about one unit of what is on sale of a product: its sizes are delivered alike.
    static func asked(_ product: Product, _ request: Request, by visitor: Visitor, in world: World) throws
        -> ProductDelivery
    {
        guard let typed = request.query.filled("pincode"), let line = product.anyLine else {
            return ProductDelivery(product.id)
        }
        guard let pincode = Pincode(typed) else {
            return ProductDelivery(product.id, typed: typed, error: Pincode.advice)
        }
        try world.brake(.pincode, request, visitor)
        let offer = try world.paymentOffer(for: line.total, at: visitor.website)
        let answer = try world.pincodeAnswer(pincode, for: [line], offering: offer.modes, at: visitor.website)
        return ProductDelivery(product.id, typed: pincode.text, note: DeliveryNote(answer, pincode, offer))
    }
}

extension Product {
    /// One unit of the first of its SKUs that are on sale.
    fileprivate var anyLine: OrderDraft.Line? {
        let value = stockOption?.values.first { ($0.sku?.available ?? 0) > 0 }
        let choices = Set([value?.id].compactMap { $0 })
        return (try? offer(choosing: choices)).map { OrderDraft.Line(offer: $0, quantity: 1) }
    }
}
