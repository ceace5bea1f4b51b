import Domain
import Storage
import Web

/// The settings of a website for an OMS that is asked for its stock, and only sends signed events.
struct FyndModulePage: TitledPage {
    static let template = "admin/modules/fynd.html"

    let title: String
    let part: ModulePart
    /// How old the stock is; nil before it was first pulled.
    let stockAge: String?
    let isOwn: Bool

    /// - Parameter pull: how far its stock was pulled.
    init(_ part: ModulePart, _ module: ModuleRow, _ pull: StockPull?, of website: Website, now: Instant) {
        title = part.omsFullTitle
        self.part = part
        stockAge = pull?.pulledAt.map { (now - $0).words }
        isOwn = website.oms == module.settings.oms
    }
}
