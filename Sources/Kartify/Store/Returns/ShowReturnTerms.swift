import Domain
import Storage
import Web

/// GET /returns — how an order is cancelled and returned, and how the money comes back.
@Sendable func showReturnTerms(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let offersUPI = try world.database.read { try $0.offersUPIRefunds(at: visitor.website.id) }
    let page = ReturnTermsPage(terms: visitor.contact?.returnTerms, offersUPI: offersUPI)
    return try visitor.page(page, in: world)
}

struct ReturnTermsPage: TitledPage {
    static let template = "store/returns/returns.html"
    let title = "Cancellations, returns and refunds"
    let terms: String?
    let photographs = Photograph.most
    let offersUPI: Bool

    init(terms: String?, offersUPI: Bool) {
        self.terms = terms.flatMap { $0.isEmpty ? nil : $0 }
        self.offersUPI = offersUPI
    }
}
