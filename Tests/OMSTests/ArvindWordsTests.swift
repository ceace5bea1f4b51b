import Domain
import Testing

@testable import OMS

struct ArvindWordsTests {
    @Test(arguments: [
        ("invoiced", ItemStatus.invoiced), ("packed", .packed), ("shipped", .shipped), ("delivered", .delivered),
        ("out_for_delivery", .outForDelivery), ("cancelled", .cancelled), ("undelivered", .undelivered), ("rto", .rto),
        ("return_picked_up", .returnPickedUp), ("returned", .returned), ("refunded", .refunded),
    ])
    func `Arvind's words are matched without regard to case, spaces and dashes`(word: String, status: ItemStatus) {
        #expect(ItemStatus(arvindWord: word) == status)
        #expect(ItemStatus(arvindWord: word.uppercased()) == status)
        #expect(ItemStatus(arvindWord: " " + word.split(separator: "_").joined(separator: "-")) == status)
        #expect(ItemStatus(arvindWord: word.split(separator: "_").joined(separator: " ")) == status)
        #expect(ItemStatus(arvindWord: word.split(separator: "_").joined()) == status)
    }

    @Test(arguments: ["", "processing", "processed", "return_requested", "awaiting_payment", "lost", "ship ped x"])
    func `a word that Arvind may not send is unknown`(word: String) {
        #expect(ItemStatus(arvindWord: word) == nil)
    }
}
