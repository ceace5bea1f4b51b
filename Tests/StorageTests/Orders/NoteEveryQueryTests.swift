import Domain
import Storage
import Testing

/// As `EveryQueryTests`, for notes on orders and saved views.
struct NoteEveryQueryTests {
    @Test func `no query about notes and views reads a whole table that grows`() throws {
        let critic = PlanCritic()
        let shop = try TestShop(inspect: { critic.look(at: $0, $1) })
        let order = try shop.place(aDraft(of: shop.addShirt()))
        try shop.database.write { store in
            try store.addNote("Called", toOrder: order.id, by: "asha", at: noon)
            let note = try #require(try store.notes(ofOrder: order.id).first)
            #expect(note.staff == "asha" && note.editedAt == nil)
            #expect(try !store.editNote(note.id, ofOrder: order.id, "No", by: "ravi", at: noon))
            #expect(try store.editNote(note.id, ofOrder: order.id, "Called twice", by: "asha", at: noon))
            #expect(try store.notes(ofOrder: order.id).map(\.text) == ["Called twice"])
            try store.addStaff(username: "asha", passwordHash: "x", role: .support, at: noon)
            let asha = try #require(try store.staff(username: "asha")).member
            for query in ["tab=stuck", "payment=COD"] { try store.saveView("Mine", query, on: "orders", of: asha.id) }
            try store.saveView("Another", "", on: "orders", of: asha.id)
            try store.saveView("Mine", "q=e", on: "products", of: asha.id)
            let views = try store.savedViews(of: asha.id, on: "orders")
            #expect(views.map(\.name) == ["Another", "Mine"] && views.map(\.query) == ["", "payment=COD"])
            try store.removeView(views[0].id, of: asha.id)
            #expect(try store.savedViews(of: asha.id, on: "orders").count == 1)
            _ = try store.removeStaff(asha)
        }
        #expect(critic.complaints == [])
    }
}
