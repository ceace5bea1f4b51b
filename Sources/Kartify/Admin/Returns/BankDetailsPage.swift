import Domain
import Storage
import Web

/// GET /admin/returns/:reference/bank-details — asks first, because every view is recorded; then shows them, once.
@Sendable func showBankDetails(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let row = try returnRow(request, staff, world)
    let asked: BankDetailsView? = try staff.once(request, in: world).take(request.query["view"])
    let details = try asked.flatMap { try $0.reference == row.reference ? bankDetails(of: row, in: world) : nil }
    return try staff.page(BankDetailsPage(reference: row.reference, account: details), in: world)
}

/// POST /admin/returns/:reference/bank-details — lets this session see them in full, once the view is in the audit trail.
@Sendable func viewBankDetails(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let row = try returnRow(request, staff, world)
    guard row.refundRoute != nil else {
        throw Refusal(.notFound, "\(row.reference) has no bank details: the order was prepaid.")
    }
    try staff.change(request, in: world) { try $0.audit("Viewed bank details", of: row.reference, $1) }
    _ = try bankDetails(of: row, in: world)
    let view = BankDetailsView(reference: row.reference)
    let name = try staff.once(request, in: world).keep(view)
    return .redirect(to: "/admin/returns/\(row.reference)/bank-details?view=\(name)")
}

/// Somebody's recorded request to see the bank details of a return.
private struct BankDetailsView: Codable {
    let reference: String
}

private func bankDetails(of row: ReturnRow, in world: World) throws -> RefundAccount {
    guard let sealed = try world.database.read({ try $0.sealedBankDetails(ofReturn: row.id) }) else {
        throw Refusal(.notFound, "The bank details of \(row.reference) have been erased.")
    }
    guard let details = world.key.openAccount(sealed, of: row.reference) else {
        throw Refusal(.conflict, "The bank details cannot be decrypted: they were encrypted with another key file.")
    }
    return details
}

private func returnRow(_ request: Request, _ staff: Staff, _ world: World) throws -> ReturnRow {
    let reference = request.path("reference")
    guard let row = try world.database.read({ try $0.customerReturn(reference, of: staff.website.id) }) else {
        throw Refusal.notFound("return")
    }
    return row
}

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
    let isAsked: Bool
    let details: Details?
    let upi: String?

    init(reference: String, account: RefundAccount?) {
        self.reference = reference
        isAsked = account == nil
        switch account {
        case .bank(let details): (self.details, upi) = (Details(details), nil)
        case .upi(let address): (details, upi) = (nil, address.text)
        case nil: (details, upi) = (nil, nil)
        }
    }
}
