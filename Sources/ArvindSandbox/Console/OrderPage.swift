import Domain
import Storage
import Web

struct OrderPage: Page {
    static let template = "sandbox/order.html"

    struct Item: Encodable, Sendable {
        let id: ID<ClientItem>
        let number: String
        let name: String
        let sku: String
        let quantity: Int
        let price: String
        let status: String
        let isChosen: Bool
        let units: String
    }

    /// A cancellation or return from Kartify.
    struct Asked: Encodable, Sendable {
        let kind: String
        let number: String
        let at: String
        let items: String
        let refund: String?
    }

    let id: ID<ClientOrder>
    let number: String
    let title: String
    let shop: String
    let isCallable: Bool
    let at: String
    let payment: String
    let total: String
    let customer: String
    let place: String
    let items: [Item]
    let shipping: ShippingView
    let steps: [Choice]
    let asked: [Asked]
    /// The answer to the last event.
    let pressed: [CallView]
    let sent: [CallView]

    init(_ order: ClientOrder, in world: World, press: String = "", form: EventForm? = nil) throws {
        let shops = world.shops
        let website = shops.find(channel: order.channel)
        id = order.id
        number = order.number
        title = "Order \(order.number) · Arvind sandbox"
        shop = website?.name ?? order.channel
        isCallable = website != nil
        at = order.receivedAt.istWithSeconds
        payment = order.paymentMode.title
        total = order.total.text
        customer = order.customer
        place = order.place
        shipping = ShippingView(order, form)
        steps = Step.all.map { Choice(value: $0.status.rawValue, title: $0.title, isChosen: false) }
        (items, asked, pressed, sent) = try world.database.read { snapshot in
            (
                try snapshot.items(of: order.id).map { Item($0, form) },
                try snapshot.acceptedRequests(of: order.id).map { Asked($0) },
                try press.isEmpty ? [] : snapshot.callsSent(by: press).map { CallView($0, shops) },
                try snapshot.callsSent(about: order).map { CallView($0, shops) }
            )
        }
    }
}

extension OrderPage.Item {
    fileprivate init(_ item: ClientItem, _ form: EventForm?) {
        id = item.id
        number = item.number
        name = item.option.isEmpty ? item.name : "\(item.name), \(item.option)"
        sku = item.sku
        quantity = item.quantity
        price = item.unitPrice.text
        status = item.units.words
        isChosen = form?.fields.all("item").contains(item.number) ?? false
        units = form?.fields["units-\(item.id)"] ?? ""
    }
}

extension OrderPage.Asked {
    fileprivate init(_ request: AcceptedRequest) {
        kind = request.kind == .return ? "Return" : "Cancellation"
        number = request.number
        at = request.at.istWithSeconds
        items = request.items
        refund = request.refund
    }
}
