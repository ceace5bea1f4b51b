import Domain
import OMS
import Storage
import Web

/// GET /api/v1/orders/:number
@Sendable func readOrder(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let number = request.path("number")
    let document = try world.database.read { store in
        guard let order = try store.order(number: number, of: partner.website.id), order.oms == partner.oms else {
            throw APIRefusal(
                status: .notFound, code: "not_found", detail: "There is no order \(number) on this website.")
        }
        return PartnerAPI.document(of: order, try store.histories(ofOrder: order.id))
    }
    return .json(document)
}
