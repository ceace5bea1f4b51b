import Domain
import TestSupport
import Testing

@testable import Kartify

/// System › Websites, and who may see them.
struct AdminWebsiteTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    @Test func `customers read the contact and the grievance officer at the foot of every page`() throws {
        let form = [
            "name": "Brand", "contact_email": "care@example.com", "contact_phone": "1800 200 300",
            "grievance_officer": "R. Iyer, iyer@example.com",
        ]
        #expect(!shop.visitor().get("/").words.contains("Grievance officer"))
        #expect(try staff.post("/admin/websites/1", form).location == "/admin/websites/1?saved")
        let foot = shop.visitor().get("/").words
        #expect(foot.contains("care@example.com · 1800 200 300 · Grievance officer: R. Iyer, iyer@example.com"))
        #expect(!shop.visitor(at: "second.localhost").get("/").words.contains("care@example.com"))
        #expect(staff.get("/admin/websites").words.contains("Brand KFY-…"))
        for (field, text) in [("name", ""), ("contact_email", "x"), ("contact_phone", "call us"), ("cod_limit", "0")] {
            let page = try staff.post("/admin/websites/1", form.merging([field: text]) { $1 })
            #expect(page.status == 422 && page.error(of: field) != nil, "\(field)")
        }
        #expect(try shop.audited().contains { $0.action == "Saved the website" && $0.subject.contains("R. Iyer") })
    }

    @Test func `the shop's page about returns has the website's own terms, and every page leads to it`() throws {
        let terms = "Within 10 days of delivery, unworn & with its tags."
        #expect(!shop.visitor().get("/returns").words.contains(terms))
        #expect(try staff.post("/admin/websites/1", ["name": "Brand", "return_terms": terms]).status == 303)
        #expect(shop.visitor().get("/").hasLink("Returns and refunds"))
        let page = shop.visitor().get("/returns").words
        #expect(page.contains(terms) && page.contains("up to 3 photographs") && !page.contains("UPI"))
        #expect(!shop.visitor(at: "second.localhost").get("/returns").words.contains(terms))
        let long = ["name": "Brand", "return_terms": String(repeating: "x", count: 501)]
        let refused = try staff.post("/admin/websites/1", long)
        #expect(refused.status == 422 && refused.error(of: "return_terms") == "Keep this under 500 characters.")
        #expect(try shop.audited().contains { $0.subject.contains("Terms of returns:  → Within 10 days") })
    }

    @Test func `somebody who is restricted to a website sees nothing of the others, and pushes nothing there`() throws {
        let elsewhere = try shop.visitor(at: "second.localhost").order(nil), here = try shop.visitor().order(nil)
        let ravi = try shop.staff(.operations)
        try ravi.post("/admin/website", ["website": "\(shop.second.id)"])
        #expect(ravi.get("/admin/orders?site=all").words.contains(elsewhere))
        let form = ["website": "\(shop.brand.id)", "shown-websites": ""]
        #expect(try staff.post("/admin/users/operations/websites", form).location?.hasSuffix("saved=websites") == true)
        #expect(
            staff.get("/admin/users/operations").form(to: "/admin/users/operations/websites")["shown-websites"] == "1")
        let all = ravi.get("/admin/orders?site=all").words
        #expect(all.contains(here) && !all.contains(elsewhere))
        #expect(ravi.get("/admin/orders/\(elsewhere)").status == 404 && ravi.get("/admin/websites").status == 200)
        #expect(ravi.get("/admin/search?q=\(elsewhere)").words.contains("Nothing found"))
        #expect(try ravi.post("/admin/website", ["website": "\(shop.second.id)"]).status == 404)
        #expect(try ravi.post("/admin/tools/cron/push-orders/runs").status == 403)
        #expect(try staff.post("/admin/users/operations/websites", form).status == 409)
        let none = ["shown-websites": "1"]
        #expect(try staff.post("/admin/users/operations/websites", none).status == 303)
        #expect(ravi.get("/admin/orders/\(elsewhere)").status == 200)
    }
}
