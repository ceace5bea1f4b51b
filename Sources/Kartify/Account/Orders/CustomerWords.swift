import Domain

extension ItemStatus {
    /// What it means for the customer, in one sentence.
    var sentence: String {
        switch self {
        case .awaitingPayment: "We wait for your payment."
        case .processing: "We have your order."
        case .processed, .invoiced: "Our warehouse has your order, and packs it."
        case .packed: "It is packed, and waits for the courier."
        case .shipped: "It is on its way to you."
        case .outForDelivery: "The courier is on the way to your door."
        case .delivered: "It was delivered."
        case .cancelled: "It was cancelled."
        case .undelivered: "The courier could not deliver it, and tries again or brings it back to us."
        case .rto: "It could not be delivered, and is on its way back to us."
        case .returnRequested: "You asked to return it. The courier picks it up from you."
        case .returnPickedUp: "Your return is on its way to us."
        case .returned: "It has come back to us."
        case .refunded: "It is refunded."
        }
    }
}

/// Where an item is, step by step.
struct StepLine: Encodable, Sendable {
    let title: String
    let at: String?
    let done: Bool
    let current: Bool
    /// What more there is to say of it.
    var note: String?
}

extension StepLine {
    /// The steps of a delivery; empty for an item that takes another way.
    static func delivery(_ status: ItemStatus, _ history: [ItemEvent]) -> [StepLine] {
        lines(DeliveryStep(status), history, DeliveryStep.init, \.title)
    }

    /// The steps of a return; empty where nothing of the item comes back by the customer's wish.
    ///
    /// - Parameter refund: what goes back to the customer, for the last step.
    static func customerReturn(
        _ progress: LineProgress, _ history: [ItemEvent], isReturning: Bool, refund: String?
    ) -> [StepLine] {
        guard isReturning else { return [] }
        let last = progress.groups.compactMap { ReturnStep($0.status) }.min { $0.rawValue < $1.rawValue }
        var steps = lines(last, history, ReturnStep.init, \.title)
        if let index = steps.indices.last { steps[index].note = refund }
        return steps
    }

    private static func lines<Step: CaseIterable & RawRepresentable<Int>>(
        _ reached: Step?, _ history: [ItemEvent], _ step: (ItemStatus) -> Step?, _ title: (Step) -> String
    ) -> [StepLine] {
        guard let reached else { return [] }
        return Step.allCases.map { each in
            let event = history.first { !$0.isLate && step($0.status)?.rawValue == each.rawValue }
            let isOver = each.rawValue <= reached.rawValue
            return StepLine(
                title: title(each), at: isOver ? event?.at.istDay : nil, done: each.rawValue < reached.rawValue,
                current: each.rawValue == reached.rawValue)
        }
    }
}
