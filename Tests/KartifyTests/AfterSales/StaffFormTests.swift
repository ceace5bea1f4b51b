import Domain
import TestSupport
import Testing

@testable import Kartify

/// Staff cancel and return for a customer: the same forms, with their name in the history.
struct StaffFormTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.operations)
    }

    @Test func `a cancellation for a guest carries the staff member's name`() throws {
        let number = try shop.sold(to: shop.visitor())
        shop.ai.answers(
            "/orders/\(number)/cancel", .answer(409, ArvindSays.refusal("ALREADY_SHIPPED", "No")),
            .answer(200, #"{"status":"SUCCESS"}"#))
        let refused = try staff.cancel(number, reason: "Customer called", at: "/admin/orders")
        #expect(refused.status == 422 && refused.alert?.contains("already been shipped") == true)
        #expect(
            try staff.cancel(number, reason: "Customer called", at: "/admin/orders").location
                == "/admin/orders/\(number)")
        let event = try #require(try shop.history(number).last)
        #expect(event.source == .staff && event.actor == "operations" && event.reason == "Customer called")
        #expect(try shop.cancellations(number).allSatisfy { $0.actor == "operations" })
        let page = staff.get("/admin/orders/\(number)")
        #expect(page.words.contains("by operations for the customer") && page.words.contains("Staff (operations)"))
        #expect(!page.hasLink("Cancel"))
    }

    @Test func `a return for a customer takes the bank details from staff, and hides them from them`() throws {
        let asha = try shop.asha
        let number = try shop.sold(to: asha, .delivered)
        shop.ai.answers("/orders/\(number)/returns", .answer(503, ""), .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(staff.get("/admin/orders/\(number)").hasLink("Return"))
        let first = try staff.requestReturn(number, at: "/admin/orders")
        #expect(first.status == 422 && first.hasButton("Try again") && !first.text.contains(ashasAccount))
        #expect(staff.get("/admin/returns").hasLink("Retry"))
        #expect(try staff.retryReturn(number, at: "/admin/orders").location == "/admin/orders/\(number)")
        let event = try #require(try shop.history(number).last)
        #expect(event.status == .returnRequested && event.source == .staff && event.actor == "operations")
        #expect(!staff.get("/admin/returns").hasLink("Retry"))
        let page = asha.get("/account/orders/\(number)").words
        #expect(page.contains("Return \(number)-R1 : Accepted") && !page.contains("operations"), "\(page)")
        try shop.expectNowhere(ashasAccount)
    }

    @Test func `staff retry a customer's request under the same reference`() throws {
        let number = try shop.sold(to: shop.asha)
        shop.ai.answers("/orders/\(number)/cancel", .answer(503, ""), .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try shop.asha.cancel(number).status == 422)
        let form = staff.get("/admin/orders/\(number)/cancellation")
        #expect(form.hasButton("Try again") && form.words.contains("\(number)-C1"))
        #expect(try staff.submit("/admin/orders/\(number)/cancellation", [("again", "yes")]).status == 303)
        let calls = shop.ai.received("/orders/\(number)/cancel")
        #expect(calls.map(\.idempotencyKey) == ["\(number)-C1", "\(number)-C1"])
        #expect(try shop.history(number).last?.status == .cancelled)
    }

    @Test func `the list of returns is filtered by state and pages by key`() throws {
        let asha = try shop.asha
        var references: [String] = []
        for (index, answer) in [OMSSays.refusals(.arvind)[0], OMSSays.unclear(.arvind)[0], OMSSays.accepted(.arvind)]
            .enumerated()
        {
            let number = try shop.sold(to: asha, quantity: 1, payment: .prepaid, .delivered)
            try shop.omsSays(answer, to: "/orders/\(number)/returns")
            #expect(try asha.requestReturn(number, [1: "1"]).status == (index == 2 ? 303 : 422))
            references.append("\(number)-R1")
        }
        let table = [
            ("", [0, 1, 2]), ("refused", [0]), ("open", [1]), ("accepted", [2]), ("withdrawn", []), ("x", [0, 1, 2]),
        ]
        for (state, shown) in table {
            let words = staff.get("/admin/returns?state=\(state)").words
            for (index, reference) in references.enumerated() {
                #expect(words.contains(reference) == shown.contains(index), "\(state) \(reference)")
            }
        }
        #expect(staff.get("/admin/returns?state=withdrawn").words.contains("No return matches."))
    }
}
