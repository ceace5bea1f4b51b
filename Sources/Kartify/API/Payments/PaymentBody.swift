import Domain

/// `POST /api/v1/payments`, as it came.
struct PaymentBody: Decodable {
    let orderId: String
    let news: PaymentNews

    enum CodingKeys: CodingKey { case eventId, eventTime, orderId, outcome, amount }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        let eventID = try members.decode(String.self, forKey: .eventId)
        guard (1...128).contains(eventID.count) else {
            throw APIRefusal.invalidBody("Send an eventId of 1 to 128 characters.", at: "/eventId")
        }
        guard let time = Instant(rfc3339: try members.decode(String.self, forKey: .eventTime)) else {
            throw APIRefusal.invalidBody("Send eventTime as an RFC 3339 time with an offset.", at: "/eventTime")
        }
        guard let outcome = PaymentNews.Outcome(rawValue: try members.decode(String.self, forKey: .outcome)) else {
            throw APIRefusal.invalidBody("An outcome is paid or failed.", at: "/outcome")
        }
        orderId = try members.decode(String.self, forKey: .orderId)
        news = PaymentNews(
            eventID: eventID, outcome: outcome, amount: Money(paise: try members.decode(Int.self, forKey: .amount)),
            at: time)
    }
}
