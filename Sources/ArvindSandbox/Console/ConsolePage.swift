import Domain
import Storage
import Web

struct ConsolePage: Page {
    static let template = "sandbox/console.html"
    private static let size = 50

    struct Row: Encodable, Sendable {
        let id: ID<ClientOrder>
        let number: String
        let shop: String
        let at: String
        let items: Int
        let total: String
        let status: String
    }

    struct Return: Encodable, Sendable {
        let orderID: ID<ClientOrder>
        let order: String
        let number: String
        let at: String
        let items: String
        let refund: String?
    }

    let notice: String?
    /// Says at the top of a long page that a form was refused.
    let problem: String?
    let isOn: String?
    let shops: [HeldView]
    let orders: [Row]
    let older: ID<ClientOrder>?
    let returns: [Return]
    let switches: SwitchesView
    let push: PushView
    /// The answer to the last push.
    let pushed: [CallView]
    let received: [CallView]
    let sent: [CallView]

    /// The current console; refused forms keep what was typed.
    init(
        in world: World, query: Fields = .none, switches: SwitchesView? = nil, push: PushView? = nil
    ) throws {
        let shops = world.shops
        self = try world.database.read { snapshot in
            try ConsolePage(snapshot, shops, query, switches, push)
        }
    }

    private init(
        _ snapshot: borrowing Snapshot, _ shops: Shops, _ query: Fields, _ typedSwitches: SwitchesView?,
        _ typedPush: PushView?
    ) throws {
        let settings = try snapshot.switches()
        let found = try snapshot.orders(before: ID(query["before"]) ?? .last, limit: Self.size + 1)
        notice = query["saved"] == "switches" ? "The switches are saved." : nil
        problem =
            typedSwitches != nil
            ? "The switches are not saved: see what is marked below."
            : typedPush != nil ? "Nothing was pushed: see what is marked below." : nil
        isOn = settings == Switches() ? nil : settings.words.joined(separator: " · ")
        self.shops = try shops.all.map { HeldView($0, try snapshot.allStock(channel: $0.channelId)) }
        orders = try found.prefix(Self.size).map { Row($0, try snapshot.items(of: $0.id), shops) }
        older = found.count > Self.size ? found[Self.size - 1].id : nil
        returns = try snapshot.lastReturns().map { Return($0) }
        switches = typedSwitches ?? SwitchesView(settings)
        push = typedPush ?? PushView(shops)
        pushed = try snapshot.callsSent(by: query["pushed"]).map { CallView($0, shops) }
        received = try snapshot.lastCallsReceived().map { CallView($0, shops) }
        sent = try snapshot.lastCallsSent().map { CallView($0, shops) }
    }
}

extension ConsolePage.Row {
    fileprivate init(_ order: ClientOrder, _ items: [ClientItem], _ shops: Shops) {
        id = order.id
        number = order.number
        shop = shops.find(channel: order.channel)?.name ?? order.channel
        at = order.receivedAt.istWithSeconds
        self.items = items.reduce(0) { $0 + $1.quantity }
        total = "\(order.total.text) \(order.paymentMode.rawValue)"
        status = Units.together(items.map(\.units)).words
    }
}

extension ConsolePage.Return {
    fileprivate init(_ request: AcceptedRequest) {
        orderID = request.orderID
        order = request.orderNumber
        number = request.number
        at = request.at.istWithSeconds
        items = request.items
        refund = request.refund
    }
}
