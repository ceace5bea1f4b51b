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

    /// Names one website's line to one host of AI: what fails or waits there holds no other line up.
    var line: String { "\(settings.channelID) \(settings.apiURL)" }
}
