/// Whether and how a website writes to its customers. A new website writes to nobody.
package struct MessageSettings: Equatable, Sendable {
    package var sendsMail: Bool
    /// The https URL of the provider who takes text messages; empty for none.
    package var smsURL: String

    package init(sendsMail: Bool = false, smsURL: String = "") {
        self.sendsMail = sendsMail
        self.smsURL = smsURL
    }

    package func sends(_ channel: MessageChannel) -> Bool {
        switch channel {
        case .mail: sendsMail
        case .sms: !smsURL.isEmpty
        }
    }
}
