import Web

/// GET /admin/health
@Sendable func showInstallationHealth(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(HealthPage(try Checkup(world).findings()), in: world)
}

struct HealthPage: TitledPage {
    static let template = "admin/health/health.html"

    struct Line: Encodable, Sendable {
        let subject: String
        let state: String
        let tone: String
        let words: String
        let remedy: String?

        init(_ finding: Finding) {
            subject = finding.subject
            state = finding.state.title
            tone = finding.state.tone.rawValue
            words = finding.words
            remedy = finding.remedy
        }
    }

    let title = "Health"
    let summary: String
    let findings: [Line]

    init(_ found: [Finding]) {
        let open = found.count { $0.state != .good }
        summary =
            switch open {
            case 0: "All is well."
            case 1: "One thing needs somebody."
            default: "\(open) things need somebody."
            }
        // The worst first; within one state in the order in which they were looked at.
        findings = [.bad, .warning, .good].flatMap { state in found.filter { $0.state == state }.map(Line.init) }
    }
}

extension Finding.State {
    fileprivate var tone: StatusTone {
        switch self {
        case .good: .green
        case .warning: .amber
        case .bad: .red
        }
    }
}
