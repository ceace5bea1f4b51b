import Domain
import Storage
import Web

/// A page of products as customers see them, with the ways to sort them.
struct Shelf: Page {
    static let template = "store/catalog/shelf.html"
    static let size = 24
    /// So many are seen before anybody scrolls.
    private static let firstSeen = 4

    struct Sort: Encodable, Sendable {
        let sortTitle: String
        let address: String
        let isCurrent: Bool
    }

    struct Card: Encodable, Sendable {
        let id: ID<Product>
        let name: String
        let initial: String
        let price: String
        let picture: ShownPicture?
        let isSoldOut: Bool
    }

    let sorts: [Sort]
    let products: [Card]
    let foot: ListFoot

    init(
        _ query: Fields, _ list: ListAddress, _ filter: ShopFilter = ShopFilter(), of website: Website,
        in store: borrowing some Reader & ~Copyable
    ) throws {
        let sort = ShopSort(rawValue: query["sort"]) ?? .newest
        let place = ListPlace<ID<Product>>(query)
        let found = try store.shopProducts(of: website.id, filter, by: sort, at: place, limit: Self.size + 1)
        let (rows, foot) = ListFoot.page(found, size: Self.size, at: place, of: list, cursor: \.id)
        self.foot = foot
        products = rows.enumerated().map { place, row in
            Card(
                id: row.id, name: row.name, initial: String(row.name.prefix(1)), price: row.price.text,
                picture: row.image.map {
                    ShownPicture($0, of: row.name, isLazy: place >= Self.firstSeen, isFirst: place == 0)
                },
                isSoldOut: row.available == 0)
        }
        sorts =
            products.isEmpty
            ? []
            : ShopSort.allCases.map {
                Sort(
                    sortTitle: $0.title, address: list.with("sort", $0 == .newest ? "" : $0.rawValue).text,
                    isCurrent: $0 == sort)
            }
    }
}

extension ShopSort {
    fileprivate var title: String {
        switch self {
        case .newest: "Newest"
        case .cheapest: "Lowest price"
        case .dearest: "Highest price"
        case .name: "Name"
        }
    }
}
