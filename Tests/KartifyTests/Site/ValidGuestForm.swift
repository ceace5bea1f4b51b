import Domain
import Testing

@testable import Kartify

extension TestShop {
    /// The end of the address that a guest's mail leads to.
    func guestToken(_ number: String) throws -> String {
        let id = try order(number).id.number
        return "?token=" + SignedLink.token(.order, id, until: now + .days(30), world.key)
    }
}

extension ValidForm.Scene {
    /// The order of a guest who has the link, delivered where it is to come back.
    fileprivate func guest(_ status: ItemStatus = .processed) throws -> (number: String, path: String) {
        let number = try shop.sold(to: shop.visitor(), status)
        for part in ["cancel", "returns"] {
            shop.ai.answers("/orders/\(number)/\(part)", .answer(200, #"{"status":"SUCCESS"}"#))
        }
        return (number, "/orders/\(number)")
    }
}

extension ValidForm {
    static let guests = [
        ValidForm(route: "/orders/:number/cancellation") { scene in
            let (number, path) = try scene.guest()
            let visitor = scene.shop.visitor()
            let line = try scene.shop.order(number).lines[0].id
            let token = try scene.shop.guestToken(number)
            return (visitor, try visitor.post("\(path)/cancellation\(token)", ["line": "\(line)"]))
        },
        ValidForm(route: "/orders/:number/cancellation/withdrawal") { scene in
            let (number, path) = try scene.guest()
            let visitor = scene.shop.visitor()
            scene.shop.ai.answers("/orders/\(number)/cancel", .answer(503, ""))
            let line = try scene.shop.order(number).lines[0].id
            let token = try scene.shop.guestToken(number)
            try visitor.post("\(path)/cancellation\(token)", ["line": "\(line)"])
            return (visitor, try visitor.post("\(path)/cancellation/withdrawal\(token)"))
        },
        ValidForm(route: "/orders/:number/return") { scene in
            let (number, path) = try scene.guest(.delivered)
            let visitor = scene.shop.visitor()
            let fields = try scene.shop.wish(number)
            return (visitor, try visitor.post("\(path)/return\(try scene.shop.guestToken(number))", fields))
        },
        ValidForm(route: "/orders/:number/return/withdrawal") { scene in
            let (number, path) = try scene.guest(.delivered)
            let visitor = scene.shop.visitor()
            scene.shop.ai.answers("/orders/\(number)/returns", .answer(503, ""))
            let token = try scene.shop.guestToken(number)
            try visitor.post("\(path)/return\(token)", try scene.shop.wish(number))
            return (visitor, try visitor.post("\(path)/return/withdrawal\(token)"))
        },
    ]
}

extension TestShop {
    /// What somebody types who sends one of an order's first line back.
    func wish(_ number: String) throws -> [String: String] {
        ["quantity-\(try order(number).lines[0].id)": "1", "reason": "DOES_NOT_FIT"].merging(ashasBank) { $1 }
    }
}
