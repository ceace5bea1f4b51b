import Dispatch
import Domain
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Kartify

struct WebsiteQueueTests {
    @Test func `no two workers of a run look for an order from the same position`() {
        let queue = WebsiteQueue(start: PushCursor(placedAt: noon, orderID: 0))
        let looked = Mutex<[PushCursor]>([])
        let found = Mutex<[PushCursor?]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let order = queue.next { position in
                looked.withLock { $0.append(position) }
                return PushCursor(placedAt: position.placedAt + .seconds(1), orderID: position.orderID)
            }
            found.withLock { $0.append(order) }
        }
        #expect(Set(looked.withLock { $0 }.map(\.placedAt)).count == 8)
        #expect(Set(found.withLock { $0 }.compactMap(\.?.placedAt)).count == 8)
        let nothing = queue.next { _ in PushCursor?.none }
        #expect(nothing == nil)
    }
}
