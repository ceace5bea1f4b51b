import Web

/// GET /admin/glossary — the words that the pages of staff use in a sense of their own.
@Sendable func showGlossary(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(GlossaryPage(oms: staff.website.oms.title), in: world)
}

/// A word of the pages that has a "?" beside it.
enum Term: String, CaseIterable, Sendable {
    case stuck, refused, unclear, late, count, available

    func meaning(_ oms: String) -> String {
        switch self {
        case .stuck:
            "The order does not reach \(oms) by itself any more: \(oms) refused it, or six hours passed without a clear answer. Read the reason on the order, mend what it names, and press Push now."
        case .refused:
            "\(oms) answered no, and said why. Nothing was done there. It is not asked again unless you press the button."
        case .unclear:
            "The call was sent, and no answer came, or one that says nothing. \(oms) may have done it or not, so the same call is sent again; it carries the same number and is never done twice."
        case .late:
            "An event that reports an earlier step after a later one, such as packed after shipped. It is added to the history and changes no status."
        case .count:
            "The units of a SKU as \(oms) last counted them, or a person by hand. The next count of \(oms) replaces it."
        case .available:
            "What customers can still buy: the count, less the units in open orders that \(oms) has not counted off yet."
        }
    }
}

struct GlossaryPage: TitledPage {
    static let template = "admin/glossary/glossary.html"

    struct Entry: Encodable, Sendable {
        let id: String
        let word: String
        let meaning: String
    }

    let title = "Words"
    let entries: [Entry]

    init(oms: String) {
        entries = Term.allCases.map { Entry(id: $0.rawValue, word: $0.rawValue.capitalized, meaning: $0.meaning(oms)) }
    }
}
