import Domain
import Storage
import Web

/// One of the three lists, a page at a time.
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

    /// A place on a product: with a SKU that is silent, or without one.
    struct Place: Encodable, Sendable {
        let productID: Int
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
    let next: String?

    init(_ query: ReconciliationQuery, of websiteID: Int, now: Instant, in store: borrowing Snapshot) throws {
        tabs = Mismatch.allCases.map {
            Tab(value: $0.rawValue, title: $0.title(days: query.days), current: $0 == query.list)
        }
        list = query.list.rawValue
        days = query.days
        (onUnmapped, onSilent, onMissing) = (query.list == .unmapped, query.list == .silent, query.list == .missing)
        let size = Self.size
        switch query.list {
        case .unmapped:
            let found = try store.unmappedSKUs(of: websiteID, after: query.after, limit: size + 1)
            (unmapped, places) = (found.prefix(size).map(Unmapped.init), [])
            next = found.count > size ? found[size - 1].code : nil
        case .silent:
            let cursor = UnsentCursor(day: query.place.0, id: query.place.1)
            let found = try store.unsentSKUs(
                of: websiteID, since: query.silence(now: now), after: cursor, limit: size + 1)
            (unmapped, places) = ([], found.prefix(size).map { Place($0.line) })
            next = found.count > size ? "\(found[size - 1].cursor.day).\(found[size - 1].cursor.id)" : nil
        case .missing:
            let found = try store.missingSKUs(
                of: websiteID, afterProduct: query.place.0, value: query.place.1, limit: size + 1)
            (unmapped, places) = ([], found.prefix(size).map(Place.init))
            next = found.count > size ? "\(found[size - 1].productID).\(found[size - 1].valueID)" : nil
        }
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
