import Domain

extension Terminal {
    /// `kartify doctor [--fix]`
    func doctor() throws {
        guard arguments.count == 1 || arguments[1...] == ["--fix"] else {
            throw Refusal(.invalid, "Type kartify doctor, or kartify doctor --fix to mend what is safe to mend.")
        }
        let installation = try Installation(self)
        if arguments.count == 2 { installation.makePrivate() }
        let world = try installation.open()
        let problems = try world.database.problems()
        var findings = try Checkup(world).findings()
        findings.append(
            problems.isEmpty
                ? .good("Pages of the database", "Every page and every reference is sound.")
                : Finding(
                    subject: "Pages of the database", state: .bad, words: problems.joined(separator: "; "),
                    remedy: "Stop Kartify, then kartify restore FILE with the last backup."))
        for finding in findings { say(lines(of: finding)) }
        if arguments.count == 2 {
            for finding in findings where finding.state != .good {
                if let fix = finding.fix { say("\(finding.subject): \(try fix())") }
            }
        }
        let broken = findings.count { $0.state == .bad }
        guard broken == 0 else {
            throw Refusal(
                .conflict, broken == 1 ? "One thing is broken: see above." : "\(broken) things are broken: see above.")
        }
    }

    private func lines(of finding: Finding) -> String {
        let mark =
            switch finding.state {
            case .good: "ok      "
            case .warning: "LOOK    "
            case .bad: "BROKEN  "
            }
        return mark + "\(finding.subject): \(finding.words)" + (finding.remedy.map { "\n        → \($0)" } ?? "")
    }
}
