import Domain
import Storage
import Web

/// GET /admin/reconciliation — where the OMS's SKUs and ours differ.
@Sendable func showReconciliation(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = ReconciliationQuery(request.query)
    let page = try world.database.read {
        try ReconciliationPage(query, of: staff.website, now: request.now, in: $0)
    }
    return try staff.page(page, in: world)
}

/// Three ways in which SKUs differ. The raw value is part of addresses.
enum Mismatch: String, CaseIterable {
    case unmapped, silent, missing

    func title(days: Int, _ oms: OMSKind) -> String {
        switch self {
        case .unmapped: "Unmapped SKUs"
        case .silent: "No count for \(counted(days, "day"))"
        case .missing: "Options without a SKU"
        }
    }
}

struct ReconciliationQuery {
    let list: Mismatch
    let days: Int
    let after: String

    init(_ query: Fields) {
        list = Mismatch(rawValue: query["list"]) ?? .unmapped
        days = Int(query["days"]).flatMap { (1...365).contains($0) ? $0 : nil } ?? 7
        after = query["after"]
    }

    /// A SKU whose last count is older than this is silent.
    func silence(now: Instant) -> Instant { now - .days(days) }

    /// The position after which a list of products continues: two numbers.
    var place: (Int, Int) {
        let numbers = after.split(separator: ".").compactMap { Int($0) }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : (0, 0)
    }
}
