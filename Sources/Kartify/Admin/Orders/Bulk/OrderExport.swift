import Domain
import Spreadsheet
import Storage

struct OrderExport: Sendable {
    static let job = "export-orders"
    /// A file of so many orders is made while its sender waits.
    static let mostAtOnce = 1000
    private static let rowsAtATime = 200

    enum Kind: String, CaseIterable, Sendable {
        case ordersWorkbook = "orders.xlsx"
        case orders = "orders.csv"
        case linesWorkbook = "items.xlsx"
        case lines = "items.csv"

        var title: String {
            switch self {
            case .ordersWorkbook: "Orders, .xlsx"
            case .orders: "Orders, .csv"
            case .linesWorkbook: "Items, .xlsx"
            case .lines: "Items, .csv"
            }
        }

        fileprivate var isWorkbook: Bool { self == .ordersWorkbook || self == .linesWorkbook }
        fileprivate var hasLines: Bool { self == .lines || self == .linesWorkbook }
    }

    let id: ID<JobRun>
    let total: Int
    private let chosen: ChosenOrders
    private let sheet: OrderSheet
    private let isWorkbook: Bool
    private let world: World

    init(_ chosen: ChosenOrders, _ kind: Kind, by staff: String, _ websites: [Website], in world: World) throws {
        (self.chosen, self.world) = (chosen, world)
        sheet = OrderSheet(hasLines: kind.hasLines, websites: websites)
        isWorkbook = kind.isWorkbook
        let now = world.clock()
        (id, total) = try world.database.write { store in
            let total = try store.count(of: chosen.selection, in: chosen.websites)
            let subject = "\(chosen.words); \(kind.title)"
            return (
                try store.startRun(Self.job, by: staff, windowHours: 0, total: total, subject: subject, at: now), total
            )
        }
    }

    /// Writes the file, and records the end of the run.
    func finish() {
        let name = "\(ImportFolder.token()).\(isWorkbook ? "xlsx" : "csv")"
        var fault: String?
        do {
            if try world.exports.enter("orders", { try write(to: try world.exportFiles.prepare(name)) }) == nil {
                fault = "Another export was being made. Export the orders again in a moment."
            } else {
                try world.database.write { [id] in try $0.setFile(name, ofRun: id) }
            }
        } catch is Cancelled {
            fault = world.background.isStopping ? "The server was stopped." : nil
        } catch {
            world.log.fault(error, at: world.clock(), ["run": "\(id)"])
            fault = "An internal error; see the log."
        }
        end(fault)
    }

    private func end(_ fault: String?) {
        let now = world.clock()
        do {
            try world.database.write { [id] in try $0.finishRun(id, fault: fault, at: now) }
        } catch {
            world.log.fault(error, at: now, ["run": "\(id)"])
        }
    }

    /// Somebody has cancelled it, or the server stops.
    private struct Cancelled: Error {}

    private func write(to path: String) throws {
        if isWorkbook {
            try WorkbookWriter.write(to: path) { workbook in
                try workbook.beginSheet(sheet.name, columns: sheet.columns)
                try eachRow { try workbook.writeRow($0) }
            }
        } else {
            try CSVWriter.write(to: path, columns: sheet.columns) { csv in try eachRow { try csv.writeRow($0) } }
        }
    }

    private func eachRow(_ body: ([SheetCell]) throws -> Void) throws {
        var last: OrderCursor?
        var done = 0
        repeat {
            let page = try world.database.read { [last, chosen] in
                try $0.orders(of: chosen.selection, in: chosen.websites, from: last, limit: Self.rowsAtATime)
            }
            for order in page.orders { for row in sheet.rows(of: order) { try body(row) } }
            last = page.last
            done += page.orders.count
            try report(done)
        } while last != nil
    }

    private func report(_ done: Int) throws {
        let now = world.clock()
        let goesOn = try world.database.write { [id] in try $0.continueRun(id, done: done, at: now) }
        guard goesOn, !world.background.isStopping else { throw Cancelled() }
    }
}
