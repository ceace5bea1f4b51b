import Domain
import Storage
import Web

/// GET /privacy — what is kept of a customer, why, and how long.
@Sendable func showPrivacy(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let id = visitor.website.id
    let (alerts, messages) = try world.database.read { (try $0.alertSettings(of: id), try $0.messageSettings(of: id)) }
    let page = PrivacyPage(
        bankDays: alerts?.bankDays ?? 30, takesPayments: try world.paymentGateway(of: id) != nil,
        sendsTexts: messages.settings.sends(.sms))
    return try visitor.page(page, in: world)
}

/// The spans stand where they are kept to; a test compares them.
struct PrivacyPage: TitledPage {
    static let template = "store/privacy/privacy.html"
    let title = "Your data"
    let bankTime: String
    let logTime: String
    let cartTime: String
    let sessionTime: String
    let guestTime: String
    let takesPayments: Bool
    let sendsTexts: Bool

    init(bankDays: Int, takesPayments: Bool, sendsTexts: Bool) {
        func days(_ span: Span) -> String { counted(Int(span.milliseconds / 86_400_000), "day") }
        bankTime = counted(bankDays, "day")
        logTime = days(World.logLifetime)
        cartTime = days(Housekeeping.cartLifetime)
        sessionTime = days(SessionTime.customer.absolute)
        guestTime = days(guestOrderTime)
        self.takesPayments = takesPayments
        self.sendsTexts = sendsTexts
    }
}
