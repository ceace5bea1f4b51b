import Domain

/// Whom to call at the OMS and as whom: a website's module settings with the Auth Token opened.
package struct OMSAccount: Sendable {
    /// Where the OMS answers, and the three ids every body carries.
    package let settings: ModuleSettings
    let authToken: String

    package init(settings: ModuleSettings, authToken: String) {
        self.settings = settings
        self.authToken = authToken
    }

    /// One website at one host of the OMS: failures and waits there hold nobody else up.
    var circuitKey: String { "\(settings.channelID) \(settings.apiURL)" }
}
