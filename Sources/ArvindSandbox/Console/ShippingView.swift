struct ShippingView: Encodable, Sendable {
    let courier: String
    let awb: String
    let trackingURL: String
    let trackingError: String?
    let reason: String
    let unitsError: String?
    let stepError: String?

    /// Ready to ship with one click, unless something else was typed.
    init(_ order: ClientOrder, _ form: EventForm?) {
        let parcel = "14908\(100_000 + order.id.number)"
        courier = form?.fields["courier"] ?? "Delhivery"
        awb = form?.fields["awb"] ?? parcel
        trackingURL = form?.fields["tracking_url"] ?? "https://track.example/\(parcel)"
        trackingError = form?.trackingError
        reason = form?.fields["reason"] ?? ""
        unitsError = form?.unitsError
        stepError = form.flatMap { $0.step == nil ? "Press one of the buttons." : nil }
    }
}
