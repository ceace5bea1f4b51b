import Domain
import Storage
import Web

/// Its values are visible to the page inside too.
struct StoreFrame: Page {
    static let template = "frames/store.html"
    let title: String
    let searchWords: String
    let website: String
    let csrf: String
    let assets: String
    let customer: String?
    let cartCount: Int
    let omsFullTitle: String
    let contact: String?
    /// The style sheet of its own colour.
    let look: String?
    let logo: String?
}

extension Visitor {
    func page(_ content: some TitledPage, status: Status = .ok, in world: World) throws -> Response {
        let frame = StoreFrame(
            title: content.title, searchWords: content.searchWords, website: website.name,
            csrf: browser.csrf(world.key, in: session),
            assets: world.assets.address,
            customer: account?.name,
            cartCount: cartCount, omsFullTitle: website.oms.fullTitle,
            contact: contact.flatMap { $0.isEmpty ? nil : $0.words },
            look: look.colour.map { LookSheet($0).address }, logo: look.logo)
        return .html(try world.templates.render(content, in: frame), status: status)
    }
}

extension Customer {
    func page(_ content: some TitledPage, status: Status = .ok, in world: World) throws -> Response {
        try visitor.page(content, status: status, in: world)
    }
}

extension WebsiteContact {
    var words: String {
        let officer = grievanceOfficer.isEmpty ? "" : "Grievance officer: \(grievanceOfficer)"
        return [email, phone, officer].filter { !$0.isEmpty }.joined(separator: " · ")
    }
}
