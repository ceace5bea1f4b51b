import Domain
import Outbound

/// The certificates with which nginx on this machine answers for the hosts of the websites.
struct CertificateCheckup {
    /// ACME clients renew a month before the end: later than that something keeps them from it.
    private static let soon = Span.days(21)
    private static let verySoon = Span.days(7)

    let certificates: [(host: String, served: ServedCertificate)]
    /// One for which nobody answered; the others are not asked then.
    let silentHost: String?

    init(of hosts: [String], ask: (String) -> ServedCertificate?) {
        var found: [(host: String, served: ServedCertificate)] = []
        for host in hosts {
            guard let served = ask(host) else {
                (certificates, silentHost) = (found, host)
                return
            }
            found.append((host, served))
        }
        (certificates, silentHost) = (found, nil)
    }

    func findings(now: Instant) -> [Finding] {
        var found = certificates.compactMap { finding(of: $0.host, $0.served, now) }
        if let silentHost {
            found.append(
                Finding(
                    subject: "TLS certificate", state: .warning,
                    words: "Nothing on this machine answers https for \(silentHost).",
                    remedy:
                        "nginx -t; systemctl status nginx. Where TLS ends at a load balancer, watch its certificate there."
                ))
        }
        guard found.isEmpty, let first = certificates.map(\.served.endsAt).min() else { return found }
        return [
            .good("TLS certificate", "Browsers trust it for \(hosts); it ends in \(days(until: first, now)).")
        ]
    }

    private var hosts: String {
        certificates.count == 1 ? certificates[0].host : "all \(certificates.count) hosts"
    }

    /// nil for one that lasts.
    private func finding(of host: String, _ served: ServedCertificate, _ now: Instant) -> Finding? {
        let remedy = "Run your ACME client (certbot renew), then systemctl reload nginx"
        if let objection = served.objection {
            return Finding(
                subject: "TLS certificate", state: .bad,
                words: "Browsers do not trust that of \(host): \(objection).", remedy: remedy)
        }
        let left = served.endsAt - now
        guard left < Self.soon else { return nil }
        return Finding(
            subject: "TLS certificate", state: left < Self.verySoon ? .bad : .warning,
            words: "That of \(host) ends in \(days(until: served.endsAt, now)).", remedy: remedy)
    }

    private func days(until end: Instant, _ now: Instant) -> String {
        counted(Int(max(0, (end - now).milliseconds) / 86_400_000), "day")
    }
}
