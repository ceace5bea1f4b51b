import Domain
import Web

struct BillPage: Page {
    static let template = "sandbox/bill.html"

    struct Field: Encodable, Sendable {
        let name: String
        let value: String
    }

    struct Attempt: Encodable, Sendable {
        let id: ID<Payment>
        let at: String
        let outcome: String
    }

    let shop: String
    let number: String
    let amount: String
    let fields: [Field]
    let attempts: [Attempt]

    init(_ bill: Bill, _ payments: [Payment]) {
        shop = bill.shop.name
        number = bill.order
        amount = bill.amount.text
        fields = ["key", "order", "amount", "return", "signature"].map { Field(name: $0, value: bill.fields[$0]) }
        attempts = payments.map { Attempt(id: $0.id, at: $0.at.istWithSeconds, outcome: $0.outcome.rawValue) }
    }
}

struct PaymentPage: Page {
    static let template = "sandbox/payment.html"
    let number: String
    let amount: String
    let isPaid: Bool
    let back: String

    init(_ payment: Payment) {
        number = payment.order
        amount = payment.amount.text
        isPaid = payment.outcome == .paid
        back = payment.returnURL
    }
}
