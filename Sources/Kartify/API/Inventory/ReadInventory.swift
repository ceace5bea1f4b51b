import Crypto
import Domain
import OMS
import Storage
import Web

/// GET /api/v1/inventory — some SKUs, or all of them a page at a time.
@Sendable func readInventory(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let id = partner.website.id
    let codes = request.query.all("sku")
    guard codes.isEmpty else {
        guard codes.count <= 100 else {
            throw APIRefusal.invalidBody("Ask for up to 100 SKUs at once; these are \(codes.count).")
        }
        var seen: Set<SKU> = []
        let wanted = codes.compactMap(SKU.init).filter { seen.insert($0).inserted }.map(\.text)
        let lines = try world.database.read { try $0.inventory(of: id, codes: wanted) }
        return .json(PartnerAPI.inventoryPage(lines, next: nil))
    }
    let page = try InventoryPage(request.query)
    let lines = try world.database.read { try $0.inventory(of: id, after: page.after, limit: page.limit + 1) }
    let next = lines.count > page.limit ? InventoryPage.cursor(behind: lines[page.limit - 1]) : nil
    return .json(PartnerAPI.inventoryPage(Array(lines.prefix(page.limit)), next: next))
}

private struct InventoryPage {
    let limit: Int
    let after: String

    init(_ query: Fields) throws(APIRefusal) {
        let limit = query.has("limit") ? Int(query["limit"]) : 500
        guard let limit, InventoryRule.items.contains(limit) else {
            throw .invalidBody("Send a limit from 1 to 1000, or none.")
        }
        guard let bytes = Base64.url.decode(query["after"]), let after = String(validating: bytes, as: UTF8.self) else {
            throw .invalidBody("Send the next of the page before as after, or leave it out.")
        }
        (self.limit, self.after) = (limit, after)
    }

    static func cursor(behind line: InventoryLine) -> String {
        Base64.url.encode(Array(line.code.utf8))
    }
}
