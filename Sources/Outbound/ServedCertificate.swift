import CCurl
import Domain

/// The certificate that a server answers with, as a browser would judge it.
package struct ServedCertificate: Sendable {
    package let endsAt: Instant
    /// Why a browser would not trust it, in curl's words; nil when it would.
    package let objection: String?

    /// Asks the server on this machine for the certificate of a host, whatever address the host's name has.
    ///
    /// - Parameter authorities: the file of those that are trusted, instead of the system's.
    /// - Returns: nil when nobody answers with one.
    package static func onThisMachine(of host: String, port: Int = 443, authorities: String? = nil) -> Self? {
        var handshake = Handshake(host: host, port: port, authorities: authorities, isStrict: true)
        switch handshake.outcome {
        case .ends(let end): return ServedCertificate(endsAt: end, objection: nil)
        case .failed: return nil
        case .untrusted(let words):
            handshake.isStrict = false
            guard case .ends(let end) = handshake.outcome else { return nil }
            return ServedCertificate(endsAt: end, objection: words)
        }
    }

    package init(endsAt: Instant, objection: String?) {
        self.endsAt = endsAt
        self.objection = objection
    }
}

/// One TLS handshake, and nothing after it.
private struct Handshake {
    let host: String
    let port: Int
    let authorities: String?
    /// Whether the certificate has to be one that browsers trust.
    var isStrict: Bool

    enum Outcome {
        case ends(Instant), untrusted(String), failed
    }

    private static let milliseconds = 3000

    var outcome: Outcome {
        guard let curl = curl_easy_init() else { return .failed }
        defer { curl_easy_cleanup(curl) }
        // The name is never looked up: it may lead to a load balancer, or not yet to this machine.
        let place = curl_slist_append(nil, "::127.0.0.1:\(port)")
        defer { curl_slist_free_all(place) }
        kartify_set_pointer(curl, CURLOPT_CONNECT_TO, place)
        setOptions(curl)
        let (code, words) = perform(curl)
        switch code {
        case CURLE_OK: return end(of: curl).map { .ends($0) } ?? .failed
        case CURLE_PEER_FAILED_VERIFICATION: return .untrusted(words)
        default: return .failed
        }
    }

    private func setOptions(_ curl: UnsafeMutableRawPointer) {
        kartify_set_text(curl, CURLOPT_URL, "https://\(host)/")
        kartify_set_text(curl, CURLOPT_PROTOCOLS_STR, "https")
        kartify_set_text(curl, CURLOPT_NOPROXY, "*")
        kartify_set_long(curl, CURLOPT_NOSIGNAL, 1)
        kartify_set_long(curl, CURLOPT_CONNECT_ONLY, 1)
        kartify_set_long(curl, CURLOPT_TIMEOUT_MS, Self.milliseconds)
        kartify_set_long(curl, CURLOPT_CERTINFO, 1)
        kartify_set_long(curl, CURLOPT_SSL_VERIFYPEER, isStrict ? 1 : 0)
        kartify_set_long(curl, CURLOPT_SSL_VERIFYHOST, isStrict ? 2 : 0)
        if let authorities { kartify_set_text(curl, CURLOPT_CAINFO, authorities) }
    }

    /// - Returns: with what curl says of a failure.
    private func perform(_ curl: UnsafeMutableRawPointer) -> (CURLcode, String) {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CURL_ERROR_SIZE)) { words in
            words.initialize(repeating: 0)
            kartify_set_pointer(curl, CURLOPT_ERRORBUFFER, words.baseAddress)
            let code = curl_easy_perform(curl)
            kartify_set_pointer(curl, CURLOPT_ERRORBUFFER, nil)
            return (code, words.baseAddress.map { String(cString: $0) } ?? "")
        }
    }

    /// The end of the first certificate of the chain, which is the server's own.
    private func end(of curl: UnsafeMutableRawPointer) -> Instant? {
        var chain: UnsafeMutablePointer<curl_certinfo>?
        guard kartify_get_certificates(curl, &chain) == CURLE_OK, let chain, chain.pointee.num_of_certs > 0 else {
            return nil
        }
        let name = "Expire date:"
        var field = chain.pointee.certinfo[0]
        while let current = field {
            let text = String(cString: current.pointee.data)
            if text.hasPrefix(name) {
                let seconds = curl_getdate(String(text.dropFirst(name.count)), nil)
                return seconds < 0 ? nil : Instant(milliseconds: Int64(seconds) * 1000)
            }
            field = current.pointee.next
        }
        return nil
    }
}
