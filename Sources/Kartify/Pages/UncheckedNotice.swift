import Domain

extension Order {
    /// Says that the OMS could not be asked yet about the delivery; nil when it was.
    var uncheckedNotice: String? {
        guard unchecked != nil, push.state == .waiting, status != .cancelled else { return nil }
        return
            "We could not ask yet whether we can deliver to \(address.pincode.text). We do so shortly, and tell you if we cannot."
    }

    /// Says that it cannot be delivered after all, and what to do; nil when it can.
    ///
    /// - Parameter canCancel: whether the page beside it offers that.
    func undeliverableNotice(canCancel: Bool) -> String? {
        guard cannotBeDelivered, status != .cancelled else { return nil }
        let advice = canCancel ? "Please cancel it." : "Please contact us, and we cancel it for you."
        let money = isPaid ? " What you paid comes back to you." : ""
        return
            "We took this order while we could not ask whether we can deliver it. We have asked now, and we cannot. We are sorry. \(advice)\(money)"
    }
}
