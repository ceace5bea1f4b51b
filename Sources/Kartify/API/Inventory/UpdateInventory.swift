import Domain
import OMS
import Storage
import Web

/// POST /api/v1/inventory
@Sendable func updateInventory(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    try withIdempotency(request, of: partner, in: world) { key in
        let website = partner.website
        let update = InventoryUpdate(try PartnerAPI.inventory(in: request.body), receivedAt: request.now)
        return try world.database.write(for: website.id) { store in
            let outcomes = try store.applyCounts(
                update.counts, of: website.id, reference: request.id, at: request.now)
            let results = update.results(outcomes)
            let answer = Response.json(PartnerAPI.answer(toUpdate: request.id, results))
            try store.noteTroubles(results, with: partner.oms, of: website.id, at: request.now)
            try store.log(partner.call, answer, keeping: kept(request, answer, results))
            try store.rememberAnswer(answer.body, for: key)
            return answer
        }
    }
}

/// A feed sends the same thousands of numbers every few minutes: of a large update only what went wrong is worth its space.
private func kept(_ request: Request, _ answer: Response, _ results: [InventoryResult]) -> Call.Kept {
    let whole = 50
    guard results.count > whole else { return .init() }
    let summary = PartnerAPI.summary(ofUpdate: request.body, request.id, results)
    return .init(
        body: KeptText(summary.body, of: request.body), answer: KeptText(summary.answer, of: answer.body))
}

extension Transaction {
    func noteTroubles(_ results: [InventoryResult], with oms: OMSKind, of websiteID: ID<Website>, at now: Instant)
        throws
    {
        if results.contains(where: { $0.rejection == .clockAhead }) {
            try noteTrouble(.clockAhead, with: oms, of: websiteID, at: now)
        }
        if !results.isEmpty, results.allSatisfy({ $0.rejection != nil }) {
            try noteTrouble(.inventoryRejected, with: oms, of: websiteID, at: now)
        }
    }
}
