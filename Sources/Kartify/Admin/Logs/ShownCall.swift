import Domain
import OMS
import Storage

extension Staff {
    /// A call as this role may see it, on every page and in the export alike.
    func shown(_ row: ExchangeRow) -> ExchangeRow {
        let bodies = shown(
            request: KeptText(row.request, fullLength: row.requestLength),
            response: KeptText(row.response, fullLength: row.responseLength))
        return row.with(request: bodies.request, response: bodies.response)
    }

    func shown(request: KeptText, response: KeptText) -> (request: String, response: String) {
        let hidden = Set(PrivateData.allCases.filter { !member.role.may($0.permission) })
        return hidden.isEmpty
            ? (request.text, response.text) : hide(hidden, inRequest: request, response: response)
    }
}

extension PrivateData {
    fileprivate var permission: StaffMember.Permission {
        switch self {
        case .customer: .readPersonalData
        case .bankDetails: .readBankDetails
        }
    }
}
