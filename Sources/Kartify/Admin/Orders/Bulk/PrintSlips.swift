import Crypto
import Domain
import Storage
import Web

/// POST /admin/orders/slips — **Print slips** of the chosen orders.
@Sendable func chooseSlips(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    .redirect(to: try ChosenOrders(request.form, staff, now: request.now).address("/admin/orders/slips"))
}

/// POST /admin/orders/picking-list — **Picking list** of the chosen orders.
@Sendable func choosePickingList(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    .redirect(to: try ChosenOrders(request.form, staff, now: request.now).address("/admin/orders/picking-list"))
}

/// GET /admin/orders/slips — one sheet of paper for each order.
@Sendable func showSlips(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let printed = try PrintedOrders(request, staff, in: world)
    let names = Dictionary(uniqueKeysWithValues: staff.websites.map { ($0.id, $0.name) })
    let page = SlipsPage(
        slips: printed.orders.map { SlipsPage.Slip($0, website: names[$0.websiteID] ?? "") }, next: printed.next)
    return .html(try world.templates.render(page, in: PrintFrame(title: page.title, assets: world.assets.address)))
}

/// GET /admin/orders/picking-list — what to take from the shelves for all of them.
@Sendable func showPickingList(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let printed = try PrintedOrders(request, staff, in: world)
    let page = PickingListPage(printed.orders, next: printed.next, now: request.now)
    return .html(try world.templates.render(page, in: PrintFrame(title: page.title, assets: world.assets.address)))
}

/// The orders of a page to print: so many at a time as a printer takes paper.
private struct PrintedOrders {
    static let most = 100
    let orders: [Order]
    /// The address of the rest.
    let next: String?

    init(_ request: Request, _ staff: Staff, in world: World) throws {
        let ids = request.query["orders"].split(separator: ",").compactMap { ID<Order>($0) }
        let query = OrdersQuery(request.query, staff, now: request.now)
        let selection =
            request.query.has("orders") ? OrderSelection.ids(Array(ids.prefix(1000))) : .filter(query.filter)
        let websites = request.query.has("orders") ? staff.websites : query.websites
        let list = ListAddress(request.path, request.query, OrdersQuery.names + ["orders"])
        (orders, next) = try world.database.read { store in
            let page = try store.orders(
                of: selection, in: websites, from: OrderCursor(request.query["after"]), limit: Self.most)
            let rest = try page.last.map { last in
                try store.orders(of: selection, in: websites, from: last, limit: 1).orders.isEmpty
            }
            return (page.orders, rest == false ? page.last.map { list.with("after", "\($0)").text } : nil)
        }
    }
}

/// The frame of what is printed: paper has no menu.
struct PrintFrame: Page {
    static let template = "frames/print.html"
    let title: String
    let assets: String
}

struct SlipsPage: Page {
    static let template = "admin/orders/slips.html"

    struct Slip: Encodable, Sendable {
        let number: String
        let website: String
        let placed: String
        let address: AddressLines
        let payment: String
        let toCollect: String?
        let lines: [Line]
        let units: Int
        let code: String
        let side: Int
    }

    struct Line: Encodable, Sendable {
        let quantity: Int
        let name: String
        let options: String?
        let sku: String?
    }

    let slips: [Slip]
    let next: String?

    var title: String { "Packing slips" }
}

extension SlipsPage.Slip {
    init(_ order: Order, website: String) {
        number = order.number
        self.website = website
        placed = order.placedAt.ist
        address = AddressLines(order.address)
        payment = order.paymentMode.title
        let due = OrderMoney(of: order).toCollect
        toCollect = order.paymentMode == .cod && due > .zero ? due.text : nil
        // What is cancelled is not packed.
        lines = order.lines.filter { $0.progress.wanted > 0 }.map { line in
            .init(
                quantity: line.progress.wanted, name: line.name,
                options: line.optionText.isEmpty ? nil : line.optionText, sku: line.sku)
        }
        units = lines.reduce(0) { $0 + $1.quantity }
        let picture = QRCode(order.number)
        code = picture?.path ?? ""
        side = picture?.side ?? 0
    }
}
