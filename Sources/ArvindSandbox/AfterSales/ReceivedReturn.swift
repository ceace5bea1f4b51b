import Domain

/// The body of POST /orders/{id}/returns.
struct ReceivedReturn: Decodable, Sendable {
    /// The refund account of a COD order.
    struct Refund: Decodable, Sendable {
        let mode: String
        /// For NEFT.
        let accountHolder: String?, accountNumber: String?, ifsc: String?, bankName: String?, branchName: String?
        /// For UPI.
        let vpa: String?
    }

    let returnId: String
    let paymentMode: PaymentMode
    let items: [RequestedItem]
    let refund: Refund?

    func check() throws(APIRefusal) {
        try require((1...128).contains(returnId.count), "/returnId must be 1 to 128 characters.")
        try ArvindSandbox.check(items)
        for (index, item) in items.enumerated() {
            try require(item.reason?.trimmed.isEmpty == false, "/items/\(index)/reason must not be empty.")
        }
        guard paymentMode == .cod else { return }
        guard let refund else { throw .invalid("/refund is missing: the order is COD.") }
        try refund.check()
    }
}

extension ReceivedReturn.Refund {
    fileprivate func check() throws(APIRefusal) {
        if mode == "UPI" {
            guard let vpa, UPIAddress(vpa)?.text == vpa else {
                throw APIRefusal(.unprocessable, "INVALID_ACCOUNT", "The vpa must be like asha@okhdfc.")
            }
            return
        }
        try require(mode == "NEFT", "/refund/mode must be NEFT or UPI.")
        let number = Array(accountNumber ?? ""), code = Array(ifsc ?? "")
        guard (9...18).contains(number.count), number.allSatisfy(\.isASCIIDigit) else {
            throw APIRefusal(.unprocessable, "INVALID_ACCOUNT", "The account number must be 9 to 18 digits.")
        }
        guard code.count == 11, code[..<4].allSatisfy({ $0.isASCIILetter && $0.isUppercase }), code[4] == "0",
            code[5...].allSatisfy({ $0.isASCIIDigit || ($0.isASCIILetter && $0.isUppercase) })
        else {
            throw APIRefusal(.unprocessable, "INVALID_ACCOUNT", "The IFSC must be like HDFC0001234.")
        }
        for (field, text) in [("accountHolder", accountHolder), ("bankName", bankName), ("branchName", branchName)] {
            try require(text?.trimmed.isEmpty == false, "/refund/\(field) must not be empty.")
        }
    }

    var masked: String {
        if let address = vpa.flatMap(UPIAddress.init) { return "\(mode) to ••••\(address.end)" }
        let place = [ifsc, bankName, branchName].compactMap { $0 }.joined(separator: ", ")
        return "\(mode) to \(accountHolder ?? ""), account \(lastFour(accountNumber ?? "")), \(place)"
    }
}
