import Domain
import Storage
import Web

/// What stands around every page of a shop. Its names are seen by the page inside too.
struct StoreFrame: Page {
    static let template = "frames/store.html"
    let title: String
    let website: String
    let csrf: String
    let customer: String?
    let cartCount: Int
}

/// A page with a title of its own.
protocol TitledPage: Page {
    /// What the browser's tab says.
    var title: String { get }
    /// After how many seconds a page that is still changing is loaded again, where there is no JavaScript.
    var refreshSeconds: Int? { get }
}

extension TitledPage {
    var refreshSeconds: Int? { nil }
}

extension Visitor {
    /// A page of this visitor's shop.
    func page(_ content: some TitledPage, status: Status = .ok, in world: World) throws -> Response {
        let frame = StoreFrame(
            title: content.title, website: website.name, csrf: browser.csrf(world.key), customer: account?.name,
            cartCount: cartCount)
        return .html(try world.templates.render(content, in: frame), status: status)
    }
}

extension Customer {
    /// A page of this customer's account.
    func page(_ content: some TitledPage, status: Status = .ok, in world: World) throws -> Response {
        try visitor.page(content, status: status, in: world)
    }
}
