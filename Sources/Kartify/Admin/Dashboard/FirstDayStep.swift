import Domain

/// What has to be done once before orders can flow.
struct FirstDayStep: Encodable, Sendable {
    let words: String
    let link: String
    let isDone: Bool

    static func all(_ facts: DashboardFacts, _ oms: OMSKind) -> [FirstDayStep] {
        let module = "/admin/modules/\(oms.rawValue)"
        return [
            FirstDayStep(
                words: "Fill in the \(oms.title) module and enable it", link: module,
                isDone: facts.settings.map { $0.isEnabled && !$0.apiURL.isEmpty } ?? false),
            FirstDayStep(
                words: "Give each option its SKU", link: "/admin/products?filter=sku_missing",
                isDone: facts.stock.missingSKUs == 0 && facts.stock.lastCountAt != nil),
            FirstDayStep(
                words: "Let \(oms.title) send its first stock count", link: module,
                isDone: facts.stock.lastCountAt != nil),
            FirstDayStep(words: "Press Test connection", link: module, isDone: false),
        ]
    }
}
