import Domain

/// A website's account at the OMS: its module settings with the decrypted Auth Token.
package struct OMSAccount: Sendable {
    /// The OMS's address, and the three ids of every body.
    package let settings: ModuleSettings
    let authToken: String

    package init(settings: ModuleSettings, authToken: String) {
        self.settings = settings
        self.authToken = authToken
    }

    var circuitKey: String { settings.circuitKey }
}

extension ModuleSettings {
    /// One website at one host of the OMS: failures and waits there hold nobody else up.
    var circuitKey: String { "\(channelID) \(apiURL)" }
}
