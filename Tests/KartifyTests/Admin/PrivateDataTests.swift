import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Whose name, phone and address stand in the log of calls, by role.
struct PrivateDataTests {
    private static let ashas = ["Asha Rao", "asha@example.com", "9876543210", "1 MG Road"]
    private static let bank = ["HDFC0001234", "Residency Road"]

    private let shop: TestShop
    private let asha: Browser
    private let number: String

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
        number = try shop.sold(to: asha, .delivered)
    }

    private func call(_ kind: CallKind) throws -> ID<ExchangeRow> {
        try #require(
            try shop.database.read { try $0.first("SELECT id FROM exchange WHERE kind = \(kind)") { try $0.next() } })
    }

    /// Everywhere that one sees calls about the order.
    private func views(_ role: StaffMember.Role, _ kind: CallKind) throws -> [String] {
        let staff = try shop.staff(role)
        let export = staff.get("/admin/tools/logs/export?kind=\(kind.rawValue)").text
        return [staff.get("/admin/tools/logs/\(try call(kind))").text, try calls(of: number, staff), export]
    }

    private func calls(of number: String, _ staff: Browser) throws -> String {
        let page = staff.get("/admin/orders/\(number)")
        return try #require(page.piece(after: "Calls to and from Arvind", before: "<div class=\"col-xl-4\">"))
    }

    @Test func `support sees what was sent of an order, and not to whom it goes`() throws {
        let views = try views(.support, .order)
        for view in views {
            for words in Self.ashas { #expect(!view.contains(words), "\(words)") }
            for words in [number, "POLO-M", "560001", "Bengaluru", "••••"] { #expect(view.contains(words), "\(words)") }
        }
        #expect(views[0].contains("Your role does not see here who the customer is"))
    }

    @Test(arguments: [StaffMember.Role.operations, .administrator])
    func `operations and administrators see the whole call`(role: StaffMember.Role) throws {
        let views = try views(role, .order)
        for view in views { for words in Self.ashas { #expect(view.contains(words), "\(words)") } }
        #expect(!views[0].contains("Your role does not see"))
    }

    @Test func `the bank of a return is seen by administrators alone`() throws {
        shop.ai.answers("/orders/\(number)/returns", .answer(422, ArvindSays.refusal("ODD", "No HDFC0001234 here")))
        _ = try asha.requestReturn(number)
        for role in StaffMember.Role.allCases {
            for view in try views(role, .customerReturn) {
                for words in Self.bank {
                    #expect(view.contains(words) == role.may(.readBankDetails), "\(role) \(words)")
                }
                #expect(view.contains("\(number)-R1"))
            }
        }
    }

    @Test func `what Arvind repeats of a customer in its own words is hidden too`() throws {
        let echoes = [
            #"{"error":"No, Asha Rao, 9876543210","customer":{"id":7,"mail":"asha@example.com"}}"#: "No, ••••, ••••",
            "<h1>Asha Rao, asha@example.com, 9876543210</h1>": "••••, ••••, ••••",
        ]
        for (echo, shown) in echoes {
            let other = try asha.order("S")
            shop.ai.answers("/orders", .answer(500, echo))
            try shop.staff().post("/admin/orders/\(other)/push")
            let calls = try calls(of: other, shop.staff(.support))
            #expect(calls.contains(shown))
            for words in Self.ashas { #expect(!calls.contains(words), "\(words)") }
        }
    }

    @Test func `a body that is cut cannot be read, and is hidden as a whole`() throws {
        let id = try call(.order)
        try shop.change(
            "UPDATE exchange SET request = substr(request, 1, 400), request_length = 70000 WHERE id = \(id)")
        #expect(try views(.support, .order).allSatisfy { !$0.contains("orderId") && !$0.contains("Asha") })
        #expect(try views(.administrator, .order).allSatisfy { $0.contains("orderId") })
    }

    @Test func `a call without a customer is shown to everybody as it was`() throws {
        _ = shop.arvind.tells("evt_1", number, "returned", more: #""reason": "Box torn""#)
        let staff = try shop.staff(.support)
        for page in ["/admin/tools/logs/\(try call(.webhook))", "/admin/tools/inbox/1"] {
            let text = staff.get(page).words
            #expect(text.contains(#""reason": "Box torn""#) && !text.contains("Your role"), "\(page)")
        }
    }

    @Test func `customers in an event's body are hidden in the inbox`() throws {
        let more = #""customer":{"name":"Asha Rao","phone":"9876543210"}"#
        _ = shop.arvind.tells("evt_1", number, "returned", more: more)
        let text = try shop.staff(.support).get("/admin/tools/inbox/1").text
        #expect(text.contains("evt_1") && !text.contains("Asha Rao") && !text.contains("9876543210"))
        #expect(try shop.staff(.operations).get("/admin/tools/inbox/1").text.contains("Asha Rao"))
    }
}
