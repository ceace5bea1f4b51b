import Domain
import Storage
import Testing

/// As `EveryQueryTests`, for websites and who may see them.
struct ContactEveryQueryTests {
    @Test func `no query about websites and who may see them reads a whole table that grows`() throws {
        let critic = PlanCritic()
        let shop = try TestShop(inspect: { critic.look(at: $0, $1) })
        let contact = WebsiteContact(
            name: "Brand 2", email: "a@example.com", phone: "", grievanceOfficer: "Ravi", returnTerms: "10 days")
        try shop.database.write { store throws in
            #expect(try store.contact(of: shop.brand.id)?.isEmpty == true)
            try store.saveContact(contact, of: shop.brand.id)
            #expect(
                try store.contact(of: shop.brand.id) == contact && store.website(id: shop.brand.id)?.name == "Brand 2")
            #expect(try store.codLimit(of: shop.brand.id) == nil)
            try store.setCODLimit(Money(paise: 500_000), of: shop.brand.id)
            #expect(try store.codLimit(of: shop.brand.id) == Money(paise: 500_000))
            #expect(try !store.offersUPIRefunds(at: shop.brand.id))
            try store.setUPIRefunds(true, of: shop.brand.id)
            #expect(try store.offersUPIRefunds(at: shop.brand.id))
            let look = WebsiteLook(colour: try BrandColour("#1f5f8b"), logo: "logo.png")
            try store.setColour(look.colour, of: shop.brand.id)
            try store.setLogo(look.logo, of: shop.brand.id)
            #expect(try store.look(of: shop.brand.id) == look)
            try store.addStaff(username: "ravi", passwordHash: "x", role: .support, at: noon)
            let ravi = try #require(try store.staff(username: "ravi")).member
            #expect(try store.websites(of: ravi).count == 2)
            try store.restrict(ravi, to: [shop.other.id])
            #expect(try store.websites(of: ravi) == [shop.other] && store.restriction(of: ravi.id) == [shop.other.id])
            try store.setRole(.administrator, of: ravi)
            #expect(try store.restriction(of: ravi.id).isEmpty)
            try store.restrict(ravi, to: [shop.brand.id])
            _ = try store.orders(ofRun: 1, in: [shop.brand], limit: 9)
            _ = try store.removeStaff(ravi)
        }
        #expect(critic.complaints == [])
    }
}
