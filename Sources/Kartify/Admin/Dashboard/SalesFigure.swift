import Domain
import Storage

struct SalesFigure: Encodable, Sendable {
    let name: String
    let today: String
    let yesterday: String
    let link: String

    static func all(today: Sales, yesterday: Sales, now: Instant) -> [SalesFigure] {
        let date = IndianDay(now).isoDate
        let link = address("/admin/orders", ["from": date, "until": date])
        func figure(_ name: String, _ value: (Sales) -> String) -> SalesFigure {
            SalesFigure(name: name, today: value(today), yesterday: value(yesterday), link: link)
        }
        return [
            figure("Orders today") { "\($0.orders)" },
            figure("Sales today") { $0.total.text },
            figure("Paid on delivery") { $0.orders == 0 ? "–" : "\($0.cod * 100 / $0.orders) %" },
            figure("Units today") { "\($0.units)" },
        ]
    }
}
