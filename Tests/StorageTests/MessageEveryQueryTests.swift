import Domain
import Storage
import Testing

/// As `EveryQueryTests`, for messages to customers.
struct MessageEveryQueryTests {
    @Test func `no query about messages reads a whole table that grows`() throws {
        let critic = PlanCritic()
        let shop = try TestShop(inspect: { critic.look(at: $0, $1) })
        let order = try shop.place(aDraft(of: shop.addShirt(), quantity: 1))
        let brand = shop.brand.id
        try shop.database.write { tx in
            #expect(try tx.messageSettings(of: brand).settings == MessageSettings())
            let settings = MessageSettings(sendsMail: true, smsURL: "https://sms.example")
            try tx.saveMessageSettings(settings, of: brand)
            try tx.setSMSSecret(sealed: [1], of: brand)
            for value in try tx.sealedSecrets() { try tx.reseal(value, as: [2]) }
            let kept = try tx.messageSettings(of: brand)
            #expect(kept.settings == settings && kept.sealedSecret == [2])
            for facts in ["{}", #"{"awb":"1"}"#] {
                let message = NewMessage(.shipped, about: "1", of: brand, order: order.id, facts: facts)
                try tx.addMessage(message, to: "asha@example.com", by: .mail, at: noon)
            }
            let message = try #require(try tx.messagesToSend(at: noon, limit: 10).first)
            #expect(message.facts == #"{"awb":"1"}"#)
            #expect(try tx.leaseMessage(message, now: noon) && !tx.leaseMessage(message, now: noon))
            #expect(try tx.messagesToSend(at: noon, limit: 10).isEmpty)
            try tx.recordMessageAttempt(message.id, .waiting, fault: "No.", next: noon + .minutes(1), at: noon)
            #expect(try tx.messages(of: brand, .waiting, since: noon) == 1)
            try tx.recordMessageAttempt(message.id, .sent, fault: nil, next: noon, at: noon)
            let sent = try #require(try tx.messages(ofOrder: order.id).first)
            #expect(sent.state == .sent && sent.attempts == 1 && sent.sentAt == noon && sent.fault == nil)
            #expect(try tx.pruneMessages(before: noon, limit: 10) == 0)
            #expect(try tx.pruneMessages(before: noon + .days(1), limit: 10) == 1)
        }
        #expect(critic.complaints == [])
    }

    @Test func `no query about addresses that are to be proved reads a whole table that grows`() throws {
        let critic = PlanCritic()
        let shop = try TestShop(inspect: { critic.look(at: $0, $1) })
        let brand = shop.brand.id
        let email = try #require(EmailAddress("ravi@example.com")),
            other = try #require(EmailAddress("new@example.com"))
        try shop.database.write { tx in
            for name in ["Ravi", "Ravi Iyer"] {
                let ravi = try tx.addCustomer(
                    websiteID: brand, email: email, name: name, passwordHash: "x", isPending: true, at: noon)
                let login = try #require(try tx.customer(id: ravi.id, of: brand))
                #expect(login.isPending && login.account.name == name)
            }
            #expect(try tx.customer(email: email.text, of: brand) == nil)
            let ravi = try tx.addCustomer(websiteID: brand, email: email, name: "Ravi", passwordHash: "x", at: noon)
            let message = NewMessage(.registration, about: "1", of: brand, customer: ravi.id)
            try tx.addMessage(message, to: email.text, by: .mail, at: noon)
            try tx.wantEmail(other, ravi)
            #expect(try tx.customer(id: ravi.id, of: brand)?.newEmail == other.text)
            _ = try tx.addCustomer(
                websiteID: brand, email: other, name: "Ravi", passwordHash: "x", isPending: true, at: noon)
            #expect(try tx.changeEmail(of: ravi, to: other.text) && !tx.changeEmail(of: ravi, to: other.text))
            let next = try tx.addCustomer(
                websiteID: brand, email: email, name: "Ravi", passwordHash: "x", isPending: true, at: noon)
            try tx.removePendingCustomers(since: noon)
            #expect(try tx.customer(id: next.id, of: brand) != nil)
            try tx.confirmCustomer(next.id)
            try tx.removePendingCustomers(since: noon + .days(1))
            #expect(try tx.customer(email: email.text, of: brand) != nil)
        }
        #expect(critic.complaints == [])
    }

    @Test func `no query about saved addresses reads a whole table that grows`() throws {
        let critic = PlanCritic()
        let shop = try TestShop(inspect: { critic.look(at: $0, $1) })
        let (brand, address) = (shop.brand.id, try aDraft(of: shop.addShirt(), quantity: 1).address)
        let email = try #require(EmailAddress("ravi@example.com"))
        try shop.database.write { tx in
            let ravi = try tx.addCustomer(websiteID: brand, email: email, name: "Ravi", passwordHash: "x", at: noon).id
            for _ in 1...3 { try tx.addAddress(address, of: ravi) }
            try tx.changeAddress(1, to: address, of: ravi)
            let last = try #require(try tx.addresses(of: ravi).last)
            try tx.preferAddress(last.id, of: ravi)
            #expect(try tx.addresses(of: ravi).map(\.isPreferred) == [true, false, false])
            #expect(try tx.addresses(of: ravi).first?.address == address)
            try tx.removeAddress(last.id, of: ravi)
            #expect(try tx.addresses(of: ravi).map(\.isPreferred) == [true, false])
        }
        #expect(critic.complaints == [])
    }
}
