import Domain
import Outbound
import TestSupport
import Testing

@testable import Kartify

/// What is said of the certificates that nginx answers with.
struct CertificateTests {
    private func findings(_ days: Int?..., objection: String? = nil) -> [Finding] {
        let hosts = days.indices.map { "shop\($0).example" }
        let checkup = CertificateCheckup(of: hosts) { host in
            hosts.firstIndex(of: host).flatMap { days[$0] }.map {
                ServedCertificate(endsAt: noon + .days($0) + .hours(1), objection: objection)
            }
        }
        return checkup.findings(now: noon)
    }

    @Test func `one that lasts is good, and the first to end is told`() {
        let found = findings(80, 60)
        #expect(found.map(\.state) == [.good])
        #expect(found[0].words == "Browsers trust it for all 2 hosts; it ends in 60 days.")
        #expect(findings(22)[0].words == "Browsers trust it for shop0.example; it ends in 22 days.")
    }

    @Test(arguments: [(20, Finding.State.warning), (7, .warning), (6, .bad), (0, .bad)])
    func `one that ends soon is told before it ends`(days: Int, state: Finding.State) {
        let found = findings(60, days)
        #expect(found.map(\.state) == [state])
        #expect(found[0].words.hasPrefix("That of shop1.example ends in \(days) day"))
        #expect(found[0].remedy?.contains("systemctl reload nginx") == true)
    }

    @Test func `one that browsers do not trust is broken, whenever it ends`() {
        let found = findings(80, objection: "self-signed certificate")
        #expect(found.map(\.state) == [.bad] && found[0].words.contains("self-signed certificate"))
    }

    @Test func `where nobody answers, the rest is not asked`() {
        let found = findings(80, nil, 3)
        #expect(found.map(\.state) == [.warning])
        #expect(found[0].words == "Nothing on this machine answers https for shop1.example.")
        #expect(findings().isEmpty)
    }
}
