import Domain
import Storage
import Web

extension Desk {
    func showCancellation() throws -> Response {
        try page(CancellationPage(self), .ok)
    }

    /// Cancels what the form names, or asks again about what is open.
    func cancel(_ request: Request, in world: World) throws -> Response {
        let form = request.form
        do {
            if form.has("again") { return try answer(to: world.cancelAgain(ofOrder: order.id, now: request.now)) }
            let lines = Set(form.all("line").compactMap { Int($0) })
            guard let reason = form["reason"].words(CancellationRule.reasonLength) else {
                throw Refusal(.invalid, "Keep the reason under \(CancellationRule.reasonLength.upperBound) characters.")
            }
            return try answer(
                to: world.cancel(lines, ofOrder: order.id, reason: reason, by: requester, now: request.now))
        } catch let refusal as Refusal where refusal.kind != .notFound {
            return try page(CancellationPage(renewed(in: world), typed: form, problem: refusal.message), .unprocessable)
        }
    }

    /// Takes an open cancellation back: it is never sent again.
    func withdrawCancellation(_ request: Request, in world: World) throws -> Response {
        let (id, now) = (order.id, request.now)
        guard try world.database.write({ try $0.endCancellation(ofOrder: id, .withdrawn, now: now) }) else {
            throw Refusal(
                .conflict,
                "This cancellation is being sent at this moment, or has its answer by now. Look at the order again.")
        }
        return .redirect(to: home)
    }
}

/// Which items, why, and **Cancel items**.
struct CancellationPage: TitledPage {
    static let template = "aftersales/cancellation.html"

    struct Line: Encodable, Sendable {
        let id: Int
        let name: String
        let options: String?
        let units: Int
        let chosen: Bool
        let whyNot: String?

        enum CodingKeys: String, CodingKey { case id, name, options, units, chosen, whyNot = "why_not" }
    }

    let title: String
    let number: String
    let home: String
    let lines: [Line]
    let reason: String
    let problem: String?
    /// A request without a clear answer, which is asked again as it was.
    let open: RequestLine?
    let canCancel: Bool

    enum CodingKeys: String, CodingKey {
        case number, home, lines, reason, problem, open = "open_request", canCancel = "can_cancel"
    }

    init(_ desk: Desk, typed: Fields? = nil, problem: String? = nil) {
        let order = desk.order
        title = "Cancel items of \(order.number)"
        number = order.number
        home = desk.home
        let chosen = typed.map { Set($0.all("line")) }
        lines = order.lines.map { line in
            Line(
                id: line.id, name: line.name, options: line.optionText.isEmpty ? nil : line.optionText,
                units: CancellationRule.units(of: line), chosen: chosen?.contains("\(line.id)") ?? true,
                whyNot: CancellationRule.refusal(of: line))
        }
        reason = typed?["reason"] ?? ""
        self.problem = problem
        open = desk.state.requestLines.first { $0.isOpen && $0.kind == "Cancellation" }
        canCancel = desk.state.canCancel
    }
}
