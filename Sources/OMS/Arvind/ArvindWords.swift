import Domain

extension PaymentMode {
    var arvindWord: String {
        switch self {
        case .cod: "COD"
        case .prepaid: "PREPAID"
        }
    }
}

extension ReturnReason {
    var arvindWord: String {
        switch self {
        case .damaged: "DAMAGED"
        case .wrongItem: "WRONG_ITEM"
        case .doesNotFit: "DOES_NOT_FIT"
        case .notAsDescribed: "NOT_AS_DESCRIBED"
        case .changedMind: "CHANGED_MIND"
        case .other: "OTHER"
        }
    }
}
