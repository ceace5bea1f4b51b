import Domain

/// A website's account at an OMS: its module settings with the decrypted token.
package struct OMSAccount: Sendable {
    /// The OMS's address, and the three ids of every body.
    package let settings: ModuleSettings
    let authToken: String

    package init(settings: ModuleSettings, authToken: String) {
        self.settings = settings
        self.authToken = authToken
    }

    var adapter: any OMSAdapter.Type { settings.oms.adapter }
    var circuitKey: String { settings.circuitKey }
}

extension ModuleSettings {
    /// One website at one host of the OMS: failures and waits there hold nobody else up.
    var circuitKey: String { "\(oms.rawValue) \(channelID) \(apiURL)" }
}
