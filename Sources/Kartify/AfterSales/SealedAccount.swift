import Crypto
import Domain
import JSON

/// A bank account, or else a UPI id.
private struct StoredAccount: Decodable {
    let holder: String?
    let accountNumber: String?
    let ifsc: String?
    let bank: String?
    let branch: String?
    let upi: String?
}

extension SecretKey {
    /// A refund account, sealed for one return: useless for another.
    func seal(_ account: RefundAccount, of reference: String) -> [UInt8] {
        let stored: JSONValue =
            switch account {
            case .upi(let address): ["upi": .text(address.text)]
            case .bank(let details):
                [
                    "holder": .text(details.holder), "accountNumber": .text(details.accountNumber),
                    "ifsc": .text(details.ifsc), "bank": .text(details.bank), "branch": .text(details.branch),
                ]
            }
        return seal(stored.document, purpose: SealPurpose.bankDetails(of: reference))
    }

    /// The refund account of a return; nil when it was sealed with another key.
    func openAccount(_ sealed: [UInt8], of reference: String) -> RefundAccount? {
        guard let text = open(sealed, purpose: SealPurpose.bankDetails(of: reference)),
            let stored = try? StoredAccount(json: Array(text.utf8))
        else { return nil }
        if let upi = stored.upi { return UPIAddress(upi).map(RefundAccount.upi) }
        guard let holder = stored.holder, let number = stored.accountNumber, let ifsc = stored.ifsc,
            let bank = stored.bank, let branch = stored.branch
        else { return nil }
        return .bank(
            BankDetails(holder: holder, accountNumber: number, ifsc: ifsc, bank: bank, branch: branch))
    }
}
