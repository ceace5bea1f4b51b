import Domain
import Storage
import Web

struct ReconciliationPage: TitledPage {
    static let template = "admin/reconciliation/list.html"
    static let size = 100

    struct Tab: Encodable, Sendable {
        let value: String
        let title: String
        let current: Bool
    }

    struct Unmapped: Encodable, Sendable {
        let sku: String
        let count: Int
        let countedAt: String
        let times: Int
        let lastAt: String
    }

    /// A place for a SKU: with a SKU that is not counted, or without one.
    struct Place: Encodable, Sendable {
        let productID: ID<Product>
        let product: String
        let option: String
        let sku: String?
        let count: Int
        let countedAt: String
    }

    let title = "Reconciliation"
    let tabs: [Tab]
    let list: String
    let days: Int
    let onUnmapped: Bool
    let onSilent: Bool
    let onMissing: Bool
    let unmapped: [Unmapped]
    let places: [Place]
    let next: Pager?

    init(_ query: ReconciliationQuery, of website: Website, now: Instant, in store: borrowing Snapshot) throws {
        tabs = Mismatch.allCases.map {
            Tab(value: $0.rawValue, title: $0.title(days: query.days, website.oms), current: $0 == query.list)
        }
        list = query.list.rawValue
        days = query.days
        (onUnmapped, onSilent, onMissing) = (query.list == .unmapped, query.list == .silent, query.list == .missing)
        let size = Self.size
        let place: String?
        switch query.list {
        case .unmapped:
            let found = try store.unmappedSKUs(of: website.id, after: query.after, limit: size + 1)
            let listing = Listing(found, size: size, cursor: \.code)
            (unmapped, places, place) = (listing.rows.map(Unmapped.init), [], listing.next)
        case .silent:
            let after = UnsentCursor(day: query.place.0, id: ID(query.place.1))
            let found = try store.unsentSKUs(
                of: website.id, since: query.silence(now: now), after: after, limit: size + 1)
            let listing = Listing(found, size: size) { "\($0.cursor.day).\($0.cursor.id)" }
            (unmapped, places, place) = ([], listing.rows.map { Place($0.line) }, listing.next)
        case .missing:
            let found = try store.missingSKUs(
                of: website.id, afterProduct: ID(query.place.0), value: ID(query.place.1), limit: size + 1)
            let listing = Listing(found, size: size) { "\($0.productID).\($0.valueID)" }
            (unmapped, places, place) = ([], listing.rows.map(Place.init), listing.next)
        }
        let list = address("/admin/reconciliation", ["list": list, "days": "\(days)", "after": ""])
        next = Pager("Next page", to: list, place)
    }
}

extension ReconciliationPage.Unmapped {
    init(_ row: UnmappedSKU) {
        sku = row.code
        count = row.count
        countedAt = row.countedAt.ist
        times = row.times
        lastAt = row.lastAt.ist
    }
}

extension ReconciliationPage.Place {
    init(_ line: InventoryLine) {
        productID = line.productID
        product = line.product
        option = placeText(line.option, line.value)
        sku = line.code
        count = line.count
        countedAt = line.countedAt?.ist ?? "never"
    }

    init(_ place: MissingSKU) {
        productID = place.productID
        product = place.product
        option = placeText(place.option, place.value)
        (sku, count, countedAt) = (nil, 0, "")
    }
}

/// `Size: M`, or why there is no value.
private func placeText(_ option: String?, _ value: String?) -> String {
    option.map { "\($0): \(value ?? "no values yet")" } ?? "The product itself"
}
