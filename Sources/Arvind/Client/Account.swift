import Domain

/// Whom to call at AI and as whom: a website's module settings with the Auth Token opened.
public struct Account: Sendable {
    /// Where AI answers, and the three ids every body carries.
    public let settings: ModuleSettings
    let authToken: String

    /// An account.
    public init(settings: ModuleSettings, authToken: String) {
        self.settings = settings
        self.authToken = authToken
    }
}
