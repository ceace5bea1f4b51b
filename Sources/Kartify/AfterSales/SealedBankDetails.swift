import Crypto
import Domain
import JSON

private struct StoredBankDetails: Decodable {
    let holder: String
    let accountNumber: String
    let ifsc: String
    let bank: String
    let branch: String
}

extension SecretKey {
    /// Bank details, sealed for one return: useless for another.
    func seal(_ details: BankDetails, of reference: String) -> [UInt8] {
        let stored: JSONValue = [
            "holder": .text(details.holder), "accountNumber": .text(details.accountNumber), "ifsc": .text(details.ifsc),
            "bank": .text(details.bank), "branch": .text(details.branch),
        ]
        return seal(stored.document, purpose: SealPurpose.bankDetails(of: reference))
    }

    /// The bank details of a return; nil when they were sealed with another key.
    func openBankDetails(_ sealed: [UInt8], of reference: String) -> BankDetails? {
        guard let text = open(sealed, purpose: SealPurpose.bankDetails(of: reference)),
            let stored = try? StoredBankDetails(json: Array(text.utf8))
        else { return nil }
        return BankDetails(
            holder: stored.holder, accountNumber: stored.accountNumber, ifsc: stored.ifsc, bank: stored.bank,
            branch: stored.branch)
    }
}
