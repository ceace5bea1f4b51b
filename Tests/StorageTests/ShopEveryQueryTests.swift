import Domain
import Storage
import TestDatabase
import Testing

/// As `EveryQueryTests`, for what customers see of the catalogue.
struct ShopEveryQueryTests {
    private let critic = PlanCritic()
    private let shop: TestShop

    init() throws {
        shop = try TestShop(inspect: { [critic] in critic.look(at: $0, $1) })
    }

    @Test func `no page of the shop reads a whole table that grows`() throws {
        let brand = shop.brand.id
        let shirt = try shop.addShirt()
        try shop.database.write { store throws in
            try store.setCategory(named: "Shirts", ofProduct: shirt.id, of: brand)
            let category = try #require(try store.categories(of: brand).first).id
            for filter in [
                ShopFilter(), ShopFilter(category: category), ShopFilter(search: "POLO-m"),
                ShopFilter(category: category, search: "shi"),
            ] {
                for sort in ShopSort.allCases {
                    #expect(try store.shopProducts(of: brand, filter, by: sort, limit: 9).map(\.id) == [shirt.id])
                    for place in [ListPlace.after(shirt.id), .before(shirt.id)] {
                        #expect(try store.shopProducts(of: brand, filter, by: sort, at: place, limit: 9).isEmpty)
                    }
                }
                #expect(try store.shopProductCount(of: brand, filter, upTo: 9) == 1)
                #expect(try store.shopProductCount(of: shop.other.id, filter, upTo: 9) == 0)
            }
        }
        #expect(critic.complaints == [])
        for index in ["product_in_shop", "product_by_price", "product_by_name", "product_by_category"] {
            #expect(critic.hasSeen(index) || !TestEngine.isSQLite, "\(index)")
        }
    }

    @Test
    func `the list of all products is never put in order by itself, and a page of it begins where the last one ends`()
        throws
    {
        for _ in 1...3 { _ = try shop.addShirt([]) }
        let brand = shop.brand.id
        try shop.database.read { store throws in
            for sort in ShopSort.allCases {
                for place in [ListPlace<ID<Product>>.first, .after(2), .before(2)] {
                    _ = try store.shopProducts(of: brand, by: sort, at: place, limit: 9)
                }
            }
        }
        let sorts = critic.sorts.filter { $0.contains("FROM product p") }
        #expect(sorts == [] || !TestEngine.isSQLite)
    }
}
