import Domain
import Storage
import Testing

/// As `EveryQueryTests`, for staff and what proves that it is them.
struct StaffEveryQueryTests {
    @Test func `no query about staff reads a whole table that grows`() throws {
        let critic = PlanCritic()
        let shop = try TestShop(inspect: { critic.look(at: $0, $1) })
        try shop.database.write { tx in
            try tx.addStaff(username: "ravi", passwordHash: "x", until: noon, role: .support, at: noon)
            let ravi = try #require(try tx.staff(username: "ravi"))
            #expect(ravi.passwordUntil == noon && ravi.sealedSecret == nil)
            let id = ravi.member.id
            try tx.addSession([1], of: .staff(id), at: shop.brand.id, from: anOrigin, now: noon)
            try tx.proveSession([1], at: noon + .minutes(1))
            try tx.addSecondFactor(sealedSecret: [1], step: 10, of: id)
            try tx.setRecoveryCodes([[1], [2]], of: id)
            let session = try #require(try tx.staff(session: [1], at: noon))
            #expect(session.provedAt == noon + .minutes(1) && session.hasOneTimePassword && session.hasSecondFactor)
            let row = try #require(try tx.staffList(at: noon).first { $0.member.id == id })
            #expect(row.hasSecondFactor && row.sessions == 1 && row.lastSignInAt == noon)
            #expect(try tx.takeRecoveryCode([2], of: id) && !tx.takeRecoveryCode([2], of: id))
            #expect(try tx.recoveryCodes(of: id) == 1)
            for value in try tx.sealedSecrets() { try tx.reseal(value, as: [2]) }
            #expect(try tx.staff(username: "ravi")?.sealedSecret == [2])
            #expect(try tx.removeSecondFactor(of: id) && !tx.removeSecondFactor(of: id))
            let email = try #require(EmailAddress("ravi@example.com"))
            try tx.setEmail(email, of: ravi.member)
            #expect(try tx.staff(id: ravi.member.id)?.email == email.text)
            #expect(try tx.removeStaff(ravi.member) == [])
        }
        try shop.database.write { tx in
            let brand = shop.brand.id
            try tx.raiseAlert(.newAPIHost, "First.", of: brand, at: noon)
            try tx.raiseAlert(.newAPIHost, "Second.", of: brand, at: noon + .seconds(1))
            #expect(try tx.lastAlert(of: brand, .newAPIHost, since: noon - .days(7))?.message == "Second.")
        }
        #expect(critic.complaints == [])
    }

    @Test func `a code is taken once, and none before it; one of a clock that was set back hinders nothing`() throws {
        let shop = try TestShop()
        try shop.database.write { tx in
            try tx.addStaff(username: "ravi", passwordHash: "x", role: .support, at: noon)
            let id = try #require(try tx.staff(username: "ravi")).member.id
            try tx.addSecondFactor(sealedSecret: [1], step: 10, of: id)
            #expect(try !tx.takeCode(ofStep: 10, newest: 11, of: id))
            #expect(try tx.takeCode(ofStep: 11, newest: 11, of: id))
            #expect(try !tx.takeCode(ofStep: 10, newest: 11, of: id))
            #expect(try tx.takeCode(ofStep: 5, newest: 6, of: id))
            #expect(try !tx.takeCode(ofStep: 5, newest: 6, of: id))
        }
    }
}
