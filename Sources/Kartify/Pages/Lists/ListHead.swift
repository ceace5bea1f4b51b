import Domain
import Web

/// What stands above every list of staff: its tabs with their counts, its filters as chips, and how many rows match.
struct ListHead: Page {
    static let template = "pages/list_head.html"

    struct Tab: Encodable, Sendable {
        let title: String
        let count: String?
        let address: String
        let isCurrent: Bool
        /// The entry of its title in the glossary.
        var term: String?
    }

    /// A filter in words, and the list without it.
    struct Chip: Encodable, Sendable {
        let words: String
        let removal: String
    }

    let tabs: [Tab]
    let chips: [Chip]
    /// The list without any filter; nil where there is none.
    let everything: String?
    let total: String?
    let problem: String?

    init(tabs: [Tab] = [], chips: [Chip] = [], everything: ListAddress, total: String? = nil, problem: String? = nil) {
        self.tabs = tabs
        self.chips = chips
        self.everything = chips.isEmpty ? nil : everything.text
        self.total = total
        self.problem = problem
    }
}

/// The heading of a column, which sorts the list.
struct ListHeading: Encodable, Sendable {
    let title: String
    let address: String
    /// `ascending`, `descending` or `none`.
    let direction: String
    let arrow: String

    /// - Parameters:
    ///   - down: the value of the address's `sort` that has the largest first, and `up` the one that has the smallest first.
    init(_ title: String, _ list: ListAddress, sort: String, down: String, up: String, standard: String) {
        let next = sort == down ? up : down
        self.title = title
        address = list.with("sort", next == standard ? "" : next).text
        direction = sort == down ? "descending" : sort == up ? "ascending" : "none"
        arrow = sort == down ? "▼" : sort == up ? "▲" : ""
    }
}

/// How many rows match. Nobody reads past the limit, and counting all of a large list takes long.
struct ListTotal: Sendable {
    static let most = 10_000
    private let count: Int
    private let isExact: Bool

    init(_ count: Int) {
        self.count = count
        isExact = count <= Self.most
    }

    /// Of a list that was not counted to its end.
    init(atLeast count: Int) {
        self.count = count
        isExact = false
    }

    /// A number that did not have to be counted.
    init(exactly count: Int) {
        self.count = count
        isExact = true
    }

    /// `431`, `10,000+`.
    var words: String { isExact ? Self.grouped(count) : "\(Self.grouped(min(count, Self.most)))+" }

    /// `1 order`, `431 orders`, `10,000+ orders`.
    func counted(_ noun: String) -> String { "\(words) \(count == 1 ? noun : noun + "s")" }

    private static func grouped(_ count: Int) -> String {
        count < 1000 ? "\(count)" : grouped(count / 1000) + ",\("\(1000 + count % 1000)".dropFirst())"
    }
}
