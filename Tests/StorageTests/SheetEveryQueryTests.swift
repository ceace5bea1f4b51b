import Domain
import Storage
import Testing

/// As `EveryQueryTests`, for the Catalog Manager.
struct SheetEveryQueryTests {
    private let critic: PlanCritic
    private let shop: TestShop

    init() throws {
        let critic = PlanCritic()
        self.critic = critic
        shop = try TestShop(inspect: { critic.look(at: $0, $1) })
    }

    @Test func `no query of the catalogue's sheet reads a whole table that grows`() throws {
        let brand = shop.brand
        let shirt = try shop.addShirt([("CAT-M", 5), ("CAT-L", 5)])
        let staff = try shop.database.write { tx in
            try tx.addStaff(username: "admin", passwordHash: "hash", role: .administrator, at: noon)
            return try #require(try tx.staff(username: "admin")).member.id
        }
        try shop.database.read { snapshot in
            for missingOnly in [true, false] {
                _ = try snapshot.catalogPlaces(of: brand.id, missingOnly: missingOnly, limit: 10)
            }
            _ = try snapshot.catalogPlaces(ofProducts: [shirt.id], at: brand.id)
            _ = try snapshot.carriers(of: [try #require(SKU("CAT-M"))], in: brand.id)
        }
        let changes = try shop.check([["\(shirt.id)", "Shirt", "", "Size of CAT-M", "CAT-S", "12", "Disabled"]]).changes
        try shop.database.write { tx in
            try tx.applyCatalogChanges(changes, of: brand.id, by: "asha", at: noon)
            try tx.addCatalogImport("a", fileName: "a.csv", of: staff, at: brand.id, now: noon)
            try tx.markImportChecked("a", changed: 1, unchanged: 0, failed: 0)
            _ = try tx.catalogImport("a", of: staff, at: brand.id)
            _ = try tx.startImport("a", silentSince: noon, now: noon)
            _ = try tx.markImportApplied("a")
            try tx.markImportRefused("a", "no")
            try tx.removeCatalogImport("a")
            _ = try tx.removeCatalogImports(createdBefore: noon)
        }
        #expect(critic.complaints == [])
    }
}
