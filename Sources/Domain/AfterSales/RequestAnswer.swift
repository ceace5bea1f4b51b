package struct RequestAnswer: Sendable {
    package let state: RequestState
    /// The OMS's own code.
    package let code: String?
    /// The reason for the customer; nil unless refused.
    package let sentence: String?
    /// The OMS's own words, or why there is no clear answer: for staff.
    package let omsWords: String?
    /// The OMS's id of an accepted return.
    package let omsID: String?

    package init(
        _ state: RequestState, code: String? = nil, sentence: String? = nil, omsWords: String? = nil,
        omsID: String? = nil
    ) {
        self.state = state
        self.code = code
        self.sentence = sentence
        self.omsWords = omsWords
        self.omsID = omsID
    }

    package static func unclear(_ reason: String) -> RequestAnswer { RequestAnswer(.open, omsWords: reason) }

    /// - Parameters:
    ///   - pincode: where the courier would come to.
    ///   - earlier: the reference of a return that the OMS may have accepted without a clear answer.
    package init(_ answer: Answer<String?>, to kind: RequestKind, pincode: Pincode, after earlier: String? = nil) {
        switch answer {
        case .accepted(let id): self.init(.accepted, omsID: id.map { String($0.unicodeScalars.prefix(100)) })
        case .unclear(let reason): self = .unclear(reason)
        case .refused(let refusal):
            let words = [
                RefusalWords.sentence(refusal.code, to: kind, pincode: pincode),
                earlier.map(RefusalWords.mayComeAnyway),
            ]
            self.init(
                .refused, code: refusal.ownCode, sentence: words.compactMap { $0 }.joined(separator: " "),
                omsWords: refusal.ownWords)
        }
    }
}
