import Domain

extension Reader where Self: ~Copyable {
    /// Whether and how a website writes to its customers, and the sealed secret that signs what goes to its provider of text messages.
    package func messageSettings(of websiteID: ID<Website>) throws -> (
        settings: MessageSettings, sealedSecret: [UInt8]?
    ) {
        try first("SELECT sends_mail, sms_url, sms_secret_sealed FROM message_settings WHERE website_id = \(websiteID)")
        {
            (MessageSettings(sendsMail: try $0.next(), smsURL: try $0.next()), try $0.next())
        } ?? (MessageSettings(), nil)
    }
}

extension Transaction {
    package func saveMessageSettings(_ settings: MessageSettings, of websiteID: ID<Website>) throws {
        try execute(
            """
            INSERT INTO message_settings (website_id, sends_mail, sms_url)
            VALUES (\(websiteID), \(settings.sendsMail), \(settings.smsURL))
            ON CONFLICT (website_id) DO UPDATE SET sends_mail = excluded.sends_mail, sms_url = excluded.sms_url
            """)
    }

    package func setSMSSecret(sealed: [UInt8]?, of websiteID: ID<Website>) throws {
        try execute("UPDATE message_settings SET sms_secret_sealed = \(sealed) WHERE website_id = \(websiteID)")
    }
}
