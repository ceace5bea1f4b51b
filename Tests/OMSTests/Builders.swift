import OMS
import Domain
import Outbound
import Synchronization
import Testing

/// 23 Nov 2026, 10:00 in India: when everything happens unless a test says otherwise.
let noon = Instant(milliseconds: 1_795_408_200_000)

/// A clock that stands still until it is told otherwise.
final class FakeClock: Sendable {
    private let time = Mutex(noon)

    var now: Instant { time.withLock { $0 } }

    func advance(_ span: Span) {
        time.withLock { $0 = $0 + span }
    }
}

extension Patience {
    /// For tests that do not speak of time-outs: on a busy machine an answer comes late, and comes all the same.
    static let unhurried = Patience(everything: 120_000)
}

func aClient(waitingPages: Int = 4, clock: FakeClock = FakeClock()) -> OMSClient {
    OMSClient(
        HTTPClient(.unhurried, privateHosts: PrivateHosts("127.0.0.1")), waitingPages: waitingPages,
        patience: .unhurried, clock: { clock.now })
}

func anAccount(at url: String, token: String = "s3cret-token") -> OMSAccount {
    OMSAccount(
        settings: ModuleSettings(
            oms: .arvind,
            isEnabled: true, username: "ai-user", channelID: "CH-1", warehouseID: "WH-2", apiURL: url,
            orderingStoreID: "ST-3"),
        authToken: token)
}

func aQuestion(pincode: String = "560001", paymentMode: PaymentMode = .cod) throws -> ServiceabilityQuestion {
    ServiceabilityQuestion(
        pincode: try #require(Pincode(pincode)), paymentMode: paymentMode,
        items: [(try #require(SKU("POLO-NVY-M")), 2), (try #require(SKU("MUG/\"1\"")), 1)])
}

func anOrder(number: String = "KFY-100023") throws -> Order {
    Order(
        id: 7, websiteID: 1, oms: .arvind, number: number, customerID: nil, placedAt: noon, paymentMode: .cod,
        isPaid: false,
        status: .processing,
        totals: Totals(items: Money(paise: 1_299_050), shipping: Money(paise: 5000), discount: Money(paise: 50)),
        email: "asha@example.com",
        address: Address(
            name: "Asha Rao", line1: "1 MG Road", line2: "Flat 2", city: "Bengaluru", state: "Karnataka",
            pincode: try #require(Pincode("560001")), phone: try #require(Mobile("9876543210"))),
        push: PushProgress(
            state: .waiting, attempts: 0, reason: nil, nextAt: noon, acknowledgedAt: nil, omsOrderID: nil),
        lines: [
            aLine(1, sku: "POLO-NVY-M", name: "Polo", option: "Size: M", quantity: 2, price: 600_000),
            aLine(2, sku: "MUG", name: "Mug “Ж”", option: "", quantity: 1, price: 99_050),
        ])
}

private func aLine(_ line: Int, sku: String, name: String, option: String, quantity: Int, price: Int) -> OrderLine {
    OrderLine(
        id: ID(70 + line), line: line, productID: ID(line), sku: sku, name: name, optionText: option,
        quantity: quantity,
        unitPrice: Money(paise: price),
        progress: LineProgress([.init(.processing, quantity: quantity, since: noon)]))
}

let serviceable = #"{"serviceable":true,"items":[],"reason":null}"#
let success = #"{"status":"SUCCESS","arvindOrderId":"AI-9"}"#

func failure(_ code: String = "UNKNOWN_SKU", _ message: String = "No such SKU.") -> String {
    #"{"status":"FAILURE","code":"\#(code)","message":"\#(message)"}"#
}
