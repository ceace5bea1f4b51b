import Domain
import Storage

/// A cart with today's prices and stock.
struct PricedCart {
    struct Line {
        let row: CartRow
        /// nil when it is no longer sold with these options.
        let offer: Offer?
        /// Why it cannot be bought as it is.
        let problem: String?

        var name: String { offer.map { "“\($0.product.name)”" } ?? "One of your items" }
    }

    let lines: [Line]

    init(of visitor: Visitor, in world: World) throws {
        lines = try world.database.read { store in
            try store.cart(of: visitor.cart, at: visitor.website.id).map { row in
                let product = try store.product(id: row.productID, of: visitor.website.id)
                return Line(row, product)
            }
        }
    }

    private init(_ lines: [Line]) {
        self.lines = lines
    }

    /// The same with what the OMS has at this moment, by SKU. Two lines may have the same SKU and differ in gift wrap.
    func limited(to stock: [String: Int]) -> PricedCart {
        let wanted = Dictionary(draftLines.map { ($0.offer.sku?.code ?? "", $0.quantity) }, uniquingKeysWith: +)
        return PricedCart(
            lines.map { line in
                guard line.problem == nil, let code = line.offer?.sku?.code, let left = stock[code] else { return line }
                let problem = Line.problem(left: left, wanted: wanted[code] ?? 0)
                return Line(row: line.row, offer: line.offer, problem: problem)
            })
    }

    var isEmpty: Bool { lines.isEmpty }

    var isReady: Bool { !isEmpty && lines.allSatisfy { $0.problem == nil } }

    var draftLines: [OrderDraft.Line] {
        lines.compactMap { line in line.offer.map { OrderDraft.Line(offer: $0, quantity: line.row.quantity) } }
    }

    var total: Money { draftLines.reduce(.zero) { $0 + $1.total } }
}

extension PricedCart.Line {
    fileprivate init(_ row: CartRow, _ product: Product?) {
        self.row = row
        offer = product.flatMap { try? $0.offer(choosing: row.choices) }
        guard let offer, offer.product.visibility != .disabledByHand else {
            problem = "This is no longer sold. Remove it to continue."
            return
        }
        problem = Self.problem(left: offer.available, wanted: row.quantity)
    }

    /// Why so many cannot be bought; nil when they can.
    fileprivate static func problem(left: Int, wanted: Int) -> String? {
        switch left {
        case wanted...: nil
        case ...0: "Sold out. Remove it to continue."
        default: "Only \(left) left. Choose fewer to continue."
        }
    }
}
