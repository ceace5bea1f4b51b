import Domain
import Storage
import Web

struct CancellationPage: TitledPage {
    static let template = "aftersales/cancellation.html"

    struct Line: Encodable, Sendable {
        let id: ID<OrderLine>
        let name: String
        let options: String?
        let units: Int
        let chosen: Bool
        let whyNot: String?
    }

    let title: String
    let number: String
    let home: String
    let action: String
    let lines: [Line]
    let reason: String
    let problem: String?
    /// A cancellation without a clear answer, to be retried unchanged.
    let openRequest: OpenRequestNotice?
    let canCancel: Bool
    /// The website's contact, for customers.
    let whomToAsk: String?

    init(_ form: AfterSalesForm, typed: Fields? = nil, problem: String? = nil) {
        let order = form.order
        title = "Cancel items of \(order.number)"
        number = order.number
        home = form.home
        action = form.address(.cancellation)
        let chosen = typed.map { Set($0.all("line")) }
        lines = order.lines.map { line in
            Line(
                id: line.id, name: line.name, options: line.optionText.isEmpty ? nil : line.optionText,
                units: CancellationRule.units(of: line), chosen: chosen?.contains("\(line.id)") ?? true,
                whyNot: CancellationRule.refusal(of: line))
        }
        reason = typed?["reason"] ?? ""
        self.problem = problem
        openRequest = form.openRequest(.cancellation)
        canCancel = form.state.canCancel
        whomToAsk = form.contact
    }
}
