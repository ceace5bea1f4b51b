import Domain
import Storage
import Web

/// GET /admin/returns/:reference/bank-details — asks first, because every view is recorded.
@Sendable func confirmShowingBankDetails(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(BankDetailsPage(reference: try returnRow(request, staff, world).reference, details: nil), in: world)
}

/// POST /admin/returns/:reference/bank-details — shows them in full, once the view is in the audit trail.
@Sendable func showBankDetails(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let row = try returnRow(request, staff, world)
    guard row.accountLastFour != nil else {
        throw Refusal(.notFound, "\(row.reference) has no bank details: the order was prepaid.")
    }
    let sealed = try staff.change(request, in: world) { store, change in
        try store.audit("Viewed bank details", of: row.reference, change)
        return try store.sealedBankDetails(ofReturn: row.id)
    }
    guard let sealed else { throw Refusal(.notFound, "The bank details of \(row.reference) have been erased.") }
    guard let details = world.key.openBankDetails(sealed, of: row.reference) else {
        throw Refusal(.conflict, "The bank details cannot be decrypted: they were encrypted with another key file.")
    }
    return try staff.page(BankDetailsPage(reference: row.reference, details: .init(details)), in: world)
}

private func returnRow(_ request: Request, _ staff: Staff, _ world: World) throws -> ReturnRow {
    let reference = request.path("reference")
    guard let row = try world.database.read({ try $0.customerReturn(reference, of: staff.website.id) }) else {
        throw Refusal.notFound("return")
    }
    return row
}

/// The bank details of one return.
struct BankDetailsPage: TitledPage {
    static let template = "admin/returns/bank_details.html"

    struct Details: Encodable, Sendable {
        let holder: String
        let number: String
        let ifsc: String
        let bank: String
        let branch: String

        init(_ details: BankDetails) {
            holder = details.holder
            number = details.accountNumber
            ifsc = details.ifsc
            bank = details.bank
            branch = details.branch
        }
    }

    let title = "Bank details"
    let reference: String
    let details: Details?
}
