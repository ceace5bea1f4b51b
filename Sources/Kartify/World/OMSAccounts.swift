import OMS
import Domain
import Storage

/// What secrets of a module are sealed for: a sealed value cannot be moved to another place.
enum SealPurpose {
    static let authToken = "module auth token"
    static let webhookSecret = "module webhook secret"
}

extension World {
    /// Whom to call for a website; nil when its module is disabled.
    func account(of websiteID: Int) throws -> OMSAccount? {
        guard let module = try database.read({ try $0.module(of: websiteID) }), module.settings.isEnabled else {
            return nil
        }
        return account(module)
    }

    /// A module's account, enabled or not.
    ///
    /// The start has made sure that the key opens what is sealed, so a token is missing only where none was ever saved.
    func account(_ module: ModuleRow) -> OMSAccount {
        let token = module.sealedAuthToken.flatMap { key.open($0, purpose: SealPurpose.authToken) }
        return OMSAccount(settings: module.settings, authToken: token ?? "")
    }

    /// Keeps a call to the OMS that no other write goes with.
    func logCall(_ exchange: ExchangeRow, of websiteID: Int) throws {
        try database.write { try $0.logCall(exchange, of: websiteID) }
    }
}

extension ExchangeRow {
    /// A call to the OMS, as the log keeps it.
    init(_ record: ExchangeRecord) {
        self.init(
            at: record.at, kind: record.kind, target: record.target, orderNumber: record.orderNumber,
            outcome: record.outcome,
            httpStatus: record.httpStatus, milliseconds: Int(record.duration.milliseconds), request: record.request,
            response: record.response, idempotencyKey: record.idempotencyKey)
    }
}
