import Web

protocol TitledPage: Page {
    var title: String { get }
    /// Seconds after which a running page is reloaded where there is no JavaScript.
    var refreshSeconds: Int? { get }
    var searchWords: String { get }
}

extension TitledPage {
    var refreshSeconds: Int? { nil }
    var searchWords: String { "" }
}
