import Domain
import JSON
import Storage
import Web

private struct ChangesBody: Decodable, Sendable {
    let affiliateId: String
    let since: String?
    let limit: Int?
}

private struct StockBody: Decodable, Sendable {
    let affiliateId: String
    let skus: [String]
}

/// POST /fynd/inventory/changes — the SKUs that were counted anew since a cursor, the oldest change first; all of them without one.
@Sendable func listStockChanges(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let body = try request.body(ChangesBody.self)
    try partner.require(affiliate: body.affiliateId)
    let limit = body.limit ?? 500
    try require((1...500).contains(limit), "/limit must be from 1 to 500.")
    let since = try body.since.map { text throws(APIRefusal) in
        guard let cursor = StockCursor(text) else { throw .invalid("/since is no cursor of ours.") }
        return cursor
    }
    let found = try world.database.read {
        try $0.stockChanges(channel: partner.shop.channelId, after: since ?? .start, limit: limit + 1)
    }
    let page = found.prefix(limit)
    let end = page.last.map { StockCursor(version: $0.version, sku: $0.sku) } ?? since ?? .start
    return .fynd([
        "skus": .list(page.map { .text($0.sku) }), "cursor": .text(end.text), "hasMore": .bool(found.count > limit),
    ])
}

/// POST /fynd/inventory/stock — what there is of some SKUs now; those that are not known are left out.
@Sendable func listStock(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let body = try request.body(StockBody.self)
    try partner.require(affiliate: body.affiliateId)
    try require((1...500).contains(body.skus.count), "/skus must be a list of 1 to 500.")
    let counts: [JSONValue] = try world.database.read { snapshot in
        try body.skus.compactMap { sku in
            try snapshot.stock(of: sku, channel: partner.shop.channelId).map {
                ["sku": .text(sku), "quantity": .integer($0)]
            }
        }
    }
    return .fynd(["stock": .list(counts)])
}

/// A place among the changes: their versions count up, and SKUs that were there from the start share the first.
struct StockCursor: Sendable {
    let version: Int
    let sku: String

    static let start = StockCursor(version: -1, sku: "")

    init(version: Int, sku: String) {
        (self.version, self.sku) = (version, sku)
    }

    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let version = Int(parts[0]) else { return nil }
        self.init(version: version, sku: String(parts[1]))
    }

    var text: String { "\(version):\(sku)" }
}

extension Reader where Self: ~Copyable {
    fileprivate func stockChanges(channel: String, after cursor: StockCursor, limit: Int) throws -> [(
        version: Int, sku: String
    )] {
        try all(
            """
            SELECT version, sku FROM stock WHERE channel_id = \(channel) AND (version, sku) > (\(cursor.version), \(cursor.sku))
            ORDER BY version, sku LIMIT \(limit)
            """
        ) { (version: try $0.next(), sku: try $0.next()) }
    }
}
