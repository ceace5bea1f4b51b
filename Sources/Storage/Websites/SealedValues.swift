import Domain

/// A value that the key file seals, and where it stands.
package struct SealedValue: Sendable {
    package enum Place: Sendable {
        case authToken(ID<Website>, OMSKind)
        case webhookSecret(ID<Website>, OMSKind)
        case previousWebhookSecret(ID<Website>, OMSKind)
        case gatewaySecret(ID<Website>)
        case smsSecret(ID<Website>)
        case bankDetails(ID<RequestRow>, reference: String)
        case keptForm(hash: [UInt8])
        case secondFactor(ID<StaffMember>)
    }

    package let place: Place
    package let bytes: [UInt8]

    package init(place: Place, bytes: [UInt8]) {
        self.place = place
        self.bytes = bytes
    }
}

extension Reader where Self: ~Copyable {
    /// The sealed values of all modules, payment gateways and providers of text messages, a few for each website, and of staff.
    package func sealedSecrets() throws -> [SealedValue] {
        try websites().flatMap { website -> [SealedValue] in
            let id = website.id
            var found: [(SealedValue.Place, [UInt8]?)] = [
                (.gatewaySecret(id), try paymentGateway(of: id)?.sealedSecret),
                (.smsSecret(id), try messageSettings(of: id).sealedSecret),
            ]
            for oms in OMSKind.allCases {
                let module = try module(of: id, oms)
                found += [
                    (.authToken(id, oms), module?.sealedAuthToken),
                    (.webhookSecret(id, oms), module?.sealedWebhookSecret),
                    (.previousWebhookSecret(id, oms), module?.previousWebhookSecret?.secret),
                ]
            }
            return found.compactMap { place, bytes in bytes.map { SealedValue(place: place, bytes: $0) } }
        } + sealedCodeSecrets()
    }

    /// The sealed bank details of returns after this one, by id.
    package func sealedBankDetails(after id: ID<RequestRow>, limit: Int) throws -> [(
        id: ID<RequestRow>, value: SealedValue
    )] {
        try all(
            """
            SELECT id, reference, bank_sealed FROM return_request WHERE id > \(id) AND bank_sealed IS NOT NULL
            ORDER BY id LIMIT \(limit)
            """
        ) { row in
            let id = try row.next() as ID<RequestRow>
            return (id, SealedValue(place: .bankDetails(id, reference: try row.next()), bytes: try row.next()))
        }
    }

    /// The kept forms after this one, by their hashes.
    package func sealedForms(after hash: [UInt8], limit: Int) throws -> [(hash: [UInt8], value: SealedValue)] {
        try all("SELECT hash, fields_sealed FROM kept_form WHERE hash > \(hash) ORDER BY hash LIMIT \(limit)") { row in
            let hash = try row.next() as [UInt8]
            return (hash, SealedValue(place: .keptForm(hash: hash), bytes: try row.next()))
        }
    }
}

extension Transaction {
    /// Puts another sealing of the same text in a value's place, unless somebody has changed it meanwhile.
    package func reseal(_ value: SealedValue, as new: [UInt8]) throws {
        let (table, column, row): (SQL, SQL, SQL) =
            switch value.place {
            case .authToken(let id, let oms):
                ("module", "auth_token_sealed", "website_id = \(id) AND oms = \(oms)")
            case .webhookSecret(let id, let oms):
                ("module", "webhook_secret_sealed", "website_id = \(id) AND oms = \(oms)")
            case .previousWebhookSecret(let id, let oms):
                ("module", "previous_webhook_secret_sealed", "website_id = \(id) AND oms = \(oms)")
            case .gatewaySecret(let id): ("payment_gateway", "secret_sealed", "website_id = \(id)")
            case .smsSecret(let id): ("message_settings", "sms_secret_sealed", "website_id = \(id)")
            case .bankDetails(let id, _): ("return_request", "bank_sealed", "id = \(id)")
            case .keptForm(let hash): ("kept_form", "fields_sealed", "hash = \(hash)")
            case .secondFactor(let id): ("second_factor", "secret_sealed", "staff_id = \(id)")
            }
        try execute("UPDATE \(table) SET \(column) = \(new) WHERE \(row) AND \(column) = \(value.bytes)")
    }
}
