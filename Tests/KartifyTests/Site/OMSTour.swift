import Domain
import TestSupport

@testable import Kartify

/// The part of the tour that leads to the other OMS.
struct OMSTour {
    let shop: TestShop
    let staff: Browser

    /// The module of the other OMS: not set up, enabled, and chosen, before and after its first stock.
    func walk() throws {
        let path = "/admin/modules/fynd"
        _ = staff.get(path)
        try staff.post(path, ["status": "enabled"])
        try shop.enableFynd(shop.ai)
        _ = shop.fynd.post("{")
        for page in [path, "/admin/modules"] { _ = staff.get(page) }
        _ = try staff.follow(try staff.post("\(path)/choice"))
        let secret = ["webhook_secret": TestOMS.secretKey, "keep_old_webhook_secret": "yes"]
        try staff.post(path, fyndForm(shop, secret))
        _ = try staff.follow(try staff.post("\(path)/test"))
        try shop.change("UPDATE module SET pulled_at = \(shop.now) WHERE oms = 'fynd'")
        for page in ["\(path)?saved", "\(path)/alerts", "/admin"] { _ = staff.get(page) }
        try shop.change("UPDATE module SET pulled_at = NULL")
        let colleague = try shop.staff(.support)
        for page in [path, "/admin/modules"] { _ = colleague.get(page) }
        try staff.post("/admin/modules/arvind/choice")
        try unchecked()
    }

    /// An order that was taken unasked, before and after Arvind said that it does not deliver it.
    private func unchecked() throws {
        try shop.rule(.takeAll)
        shop.ai.answers(
            "/serviceability", .answer(500, ""), .answer(200, #"{"serviceable":false}"#),
            .answer(200, #"{"serviceable":true,"items":[]}"#))
        let asha = try shop.asha
        let number = try asha.order(nil)
        for _ in 1...2 {
            for path in ["/orders/\(number)", "/account/orders/\(number)"] { _ = asha.get(path) }
            _ = staff.get("/admin/orders/\(number)")
            try staff.post("/admin/orders/\(number)/push")
        }
        try shop.rule(.refuse)
    }
}
