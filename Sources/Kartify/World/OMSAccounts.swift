import OMS
import Domain
import Storage

/// The purposes of sealed values: a sealed value is useless in another place.
enum SealPurpose {
    static let authToken = "module auth token"
    static let webhookSecret = "module webhook secret"
    static let gatewaySecret = "payment gateway secret"
    static let smsSecret = "text message secret"
    static let keptForm = "kept form"
    /// Gone before a rotation of the key takes the old one away.
    static let shownOnce = "shown once"

    static func secondFactor(of staffID: ID<StaffMember>) -> String { "second factor of \(staffID)" }

    static func bankDetails(of reference: String) -> String { "bank details of \(reference)" }

    /// What a stored value was sealed for.
    static func of(_ place: SealedValue.Place) -> String {
        switch place {
        case .authToken: authToken
        case .webhookSecret, .previousWebhookSecret: webhookSecret
        case .gatewaySecret: gatewaySecret
        case .smsSecret: smsSecret
        case .bankDetails(_, let reference): bankDetails(of: reference)
        case .keptForm: keptForm
        case .secondFactor(let id): secondFactor(of: id)
        }
    }
}

extension World {
    /// A website's account at an OMS; nil when its module is disabled.
    func account(of websiteID: ID<Website>, _ oms: OMSKind) throws -> OMSAccount? {
        guard let module = try database.read({ try $0.module(of: websiteID, oms) }), module.settings.isEnabled else {
            return nil
        }
        return account(module)
    }

    /// A module's account, enabled or not.
    ///
    /// The start has checked the key, so a token is missing only if none was ever saved.
    func account(_ module: ModuleRow) -> OMSAccount {
        let token = module.sealedAuthToken.flatMap { key.open($0, purpose: SealPurpose.authToken) }
        return OMSAccount(settings: module.settings, authToken: token ?? "")
    }

    /// Logs a call to the OMS in a transaction of its own.
    func logCall(_ exchange: ExchangeRow, of websiteID: ID<Website>) throws {
        try database.write(for: websiteID) { try $0.logCall(exchange, of: websiteID) }
    }
}

extension ExchangeRow {
    init(_ record: ExchangeRecord) {
        self.init(
            at: record.at, kind: record.kind, oms: record.oms, target: record.target, orderNumber: record.orderNumber,
            outcome: record.outcome,
            httpStatus: record.httpStatus, milliseconds: Int(record.duration.milliseconds), request: record.request,
            response: record.response, idempotencyKey: record.idempotencyKey, isTokenRefused: record.isTokenRefused,
            requestID: record.requestID)
    }
}
