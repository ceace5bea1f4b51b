import Crypto
import Domain
import JSON

/// Bank details as they lie sealed in the database.
private struct StoredBankDetails: Decodable {
    let holder: String
    let accountNumber: String
    let ifsc: String
    let bank: String
    let branch: String
}

extension SecretKey {
    /// Bank details, sealed for one return: they cannot be moved to another.
    func seal(_ details: BankDetails, of reference: String) -> [UInt8] {
        let stored: JSONValue = [
            "holder": .text(details.holder), "accountNumber": .text(details.accountNumber), "ifsc": .text(details.ifsc),
            "bank": .text(details.bank), "branch": .text(details.branch),
        ]
        return seal(stored.document, purpose: purpose(reference))
    }

    /// The bank details of a return; nil when the key is not the one that sealed them.
    func openBankDetails(_ sealed: [UInt8], of reference: String) -> BankDetails? {
        guard let text = open(sealed, purpose: purpose(reference)),
            let stored = try? StoredBankDetails(json: Array(text.utf8))
        else { return nil }
        return BankDetails(
            holder: stored.holder, accountNumber: stored.accountNumber, ifsc: stored.ifsc, bank: stored.bank,
            branch: stored.branch)
    }

    private func purpose(_ reference: String) -> String { "bank details of \(reference)" }
}
