import Web

/// A page with a title of its own.
protocol TitledPage: Page {
    /// The title of the browser's tab.
    var title: String { get }
    /// Seconds after which a running page is reloaded where there is no JavaScript.
    var refreshSeconds: Int? { get }
    /// The words in the search box of the bar.
    var searchWords: String { get }
}

extension TitledPage {
    var refreshSeconds: Int? { nil }
    var searchWords: String { "" }
}
