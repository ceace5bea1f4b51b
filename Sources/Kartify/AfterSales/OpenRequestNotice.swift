import Domain
import Web

/// Says that a request has no clear answer yet, and until when it is retried; with **Try again** and **Withdraw**.
struct OpenRequestNotice: Page {
    static let template = "aftersales/open_request.html"
    let kind: String
    let reference: String
    let items: String
    let until: String
    let address: String
    let withdrawal: String
}

extension AfterSalesForm {
    /// nil when nothing is being confirmed.
    func openRequest(_ kind: RequestKind) -> OpenRequestNotice? {
        state.open(kind).map { open, items in
            OpenRequestNotice(
                kind: kind.rawValue, reference: open.reference, items: state.names(of: items),
                until: open.askedUntil.ist, address: address(kind), withdrawal: address(kind, "/withdrawal"))
        }
    }
}
