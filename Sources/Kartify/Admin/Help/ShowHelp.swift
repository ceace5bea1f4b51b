import Web

/// GET /admin/help — a chapter for each group of pages.
@Sendable func showHelp(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(HelpPage(oms: staff.website.oms.title), in: world)
}

struct HelpPage: TitledPage {
    static let template = "admin/help/help.html"

    struct Chapter: Encodable, Sendable {
        let id: String
        let title: String
        let path: String
        let paragraphs: [Paragraph]
    }

    struct Paragraph: Encodable, Sendable {
        let text: String
    }

    let title = "Help"
    let chapters: [Chapter]

    init(oms: String) {
        chapters = HelpChapter.allCases.map { chapter in
            Chapter(
                id: chapter.rawValue, title: chapter.title, path: chapter.path,
                paragraphs: chapter.paragraphs(oms).map(Paragraph.init))
        }
    }
}
