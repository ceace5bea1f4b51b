import Domain

struct PushView: Encodable, Sendable {
    struct Line: Encodable, Sendable {
        let number: Int
        let sku: String
        let quantity: String
    }

    let shops: [Choice]
    let lines: [Line]
    let error: String?

    init(_ shops: Shops) {
        self.init(shops, channel: "", lines: [], error: nil)
    }

    init(_ form: PushForm, _ shops: Shops) {
        self.init(shops, channel: form.channel, lines: form.lines, error: form.error)
    }

    private init(_ shops: Shops, channel: String, lines: [PushForm.Line], error: String?) {
        self.shops = shops.all.map { Choice(value: $0.channelId, title: $0.name, isChosen: $0.channelId == channel) }
        self.lines = (1...max(PushForm.size, lines.count)).map { number in
            let line = number <= lines.count ? lines[number - 1] : PushForm.Line(sku: "", quantity: "")
            return Line(number: number, sku: line.sku, quantity: line.quantity)
        }
        self.error = error
    }
}

/// What Arvind holds for one website.
struct HeldView: Encodable, Sendable {
    struct Row: Encodable, Sendable {
        let sku: String
        let quantity: Int
    }

    let channel: String
    let name: String
    let address: String
    let count: String
    let rows: [Row]

    init(_ shop: Shop, _ stock: [StockRow]) {
        channel = shop.channelId
        name = shop.name
        address = shop.address
        count = counted(stock.count, "SKU")
        // What a page can show; all of it is pushed.
        rows = stock.prefix(500).map { Row(sku: $0.sku, quantity: $0.quantity) }
    }
}
