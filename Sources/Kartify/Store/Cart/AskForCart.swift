import Domain
import OMS
import Storage

extension World {
    /// What the OMS has at this moment of a cart's SKUs, where it can be asked. Without an answer in a short time nobody is stopped:
    /// the checkout decides.
    func stockNow(of cart: PricedCart, at website: Website) throws -> [String: Int] {
        var seen: Set<String> = []
        let skus = cart.draftLines.compactMap { $0.offer.sku?.code }.filter { seen.insert($0).inserted }
            .compactMap(SKU.init)
        guard website.oms.isAskedForStock, !skus.isEmpty, let account = try account(of: website.id, website.oms),
            let asked = oms.stock(of: skus, of: account, lane: .cart)
        else { return [:] }
        if let record = asked.record { try logCall(ExchangeRow(record), of: website.id) }
        guard case .accepted(let items) = asked.answer else { return [:] }
        let counts = items.compactMap { item in item.sku.flatMap { sku in item.quantity.map { (sku, $0) } } }
        return Dictionary(counts, uniquingKeysWith: min)
    }
}
