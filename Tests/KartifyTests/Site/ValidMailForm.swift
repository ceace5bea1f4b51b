import Domain
import Storage
import Testing

@testable import Kartify

extension TestShop {
    /// What the link in a customer's mail would carry now.
    func token(_ purpose: SignedLink.Purpose, of email: String = "asha@example.com") throws -> String {
        let id = brand.id
        let found: ID<CustomerAccount>? = try database.read {
            try $0.first("SELECT id FROM customer WHERE website_id = \(id) AND email = \(email)") { try $0.next() }
        }
        let number = try #require(found)
        let login = try #require(try database.read { try $0.customer(id: number, of: id) })
        let state = try #require(login.state(for: purpose))
        return SignedLink.token(purpose, number.number, state: state, until: now + .hours(1), world.key)
    }

    /// Somebody who has registered, and not proved the address yet.
    func addPending(_ email: String) throws {
        let (id, hash, now) = (brand.id, world.passwords.hash(Self.ashasPassword), now)
        let address = try #require(EmailAddress(email))
        _ = try database.write {
            try $0.addCustomer(
                websiteID: id, email: address, name: "Ravi Iyer", passwordHash: hash, isPending: true, at: now)
        }
    }

    /// Asha wants another address, and has not proved it yet.
    func want(_ email: String) throws {
        let (id, address) = (brand.id, try #require(EmailAddress(email)))
        try database.write { store in
            guard let asha = try store.customer(email: "asha@example.com", of: id)?.account else { return }
            try store.wantEmail(address, asha)
        }
    }
}

extension ValidForm {
    private static func visitor(
        _ route: String, _ form: @escaping @Sendable (TestShop) throws -> [String: String]
    ) -> ValidForm {
        ValidForm(route: route) { scene in
            let visitor = scene.shop.visitor()
            return (visitor, try visitor.post(route, try form(scene.shop)))
        }
    }

    /// Forms of links in mails, and those that ask for such a mail.
    static let mail = [
        visitor("/account/forgotten-password") { _ in ["email": "asha@example.com"] },
        visitor("/account/new-password") { shop in
            ["token": try shop.token(.newPassword), "password": "a new password", "confirmation": "a new password"]
        },
        visitor("/account/registration") { shop in
            try shop.addPending("ravi@example.com")
            return ["token": try shop.token(.registration, of: "ravi@example.com"), "password": TestShop.ashasPassword]
        },
        visitor("/account/email/proof") { shop in
            try shop.want("new@example.com")
            return ["token": try shop.token(.newEmail)]
        },
        visitor("/account/find-order") { _ in ["number": "KFY-100001", "email": "asha@example.com"] },
        by(\.asha, "/account/addresses", ashasAddress, at: { _ in "/account/addresses" }),
        by(\.asha, "/account/addresses/:id", ashasAddress) { scene in
            try scene.asha.post("/account/addresses", ashasAddress)
            return "/account/addresses/1"
        },
        by(\.asha, "/account/addresses/:id/preference") { scene in
            try scene.asha.post("/account/addresses", ashasAddress)
            return "/account/addresses/1/preference"
        },
        by(\.asha, "/account/addresses/:id/removal") { scene in
            try scene.asha.post("/account/addresses", ashasAddress)
            return "/account/addresses/1/removal"
        },
        ValidForm(route: "/account/email") { _ in
            let asha = try MailShop().shop.asha
            let form = ["email": "new@example.com", "current": TestShop.ashasPassword]
            return (asha, try asha.post("/account/email", form))
        },
    ]
}
