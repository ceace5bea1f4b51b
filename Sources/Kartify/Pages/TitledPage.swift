import Web

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
