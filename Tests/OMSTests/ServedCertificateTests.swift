import Domain
import Glibc
import Outbound
import TestSupport
import Testing

/// Against a TLS server of OpenSSL's own, on a port of its own.
struct ServedCertificateTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var certificate: String { folder.file("certificate.pem") }

    /// Runs a server whose certificate is for `shop.example`.
    private func serving(days: Int, _ body: (Int) throws -> Void) throws {
        let key = folder.file("key.pem")
        let make =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days \(days) -subj /CN=shop.example "
            + "-addext subjectAltName=DNS:shop.example -keyout '\(key)' -out '\(certificate)' 2>/dev/null"
        try #require(system(make) == 0, "openssl is not installed")
        let serve =
            "echo $$; exec openssl s_server -www -accept 127.0.0.1:0 -cert '\(certificate)' -key '\(key)' 2>/dev/null"
        let output = try #require(popen(serve, "re"))
        var words: [String] = []
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, output) != nil {
            words.append(String(decoding: line.prefix { $0 > 32 }.map { UInt8($0) }, as: UTF8.self))
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix("ACCEPT "), let port = text.split(separator: ":").last else { continue }
            words.append(String(port.prefix { $0.isNumber }))
            break
        }
        let process = try #require(Int32(words.first ?? ""))
        defer {
            // Our threads block signals, and so does what they start.
            kill(process, SIGKILL)
            pclose(output)
        }
        try body(try #require(Int(words.last ?? "")))
    }

    @Test func `a certificate that is trusted and for the host tells when it ends`() throws {
        var now = timeval()
        gettimeofday(&now, nil)
        try serving(days: 40) { port in
            let served = try #require(
                ServedCertificate.onThisMachine(of: "shop.example", port: port, authorities: certificate))
            #expect(served.objection == nil)
            let days = (served.endsAt.milliseconds / 1000 - Int64(now.tv_sec)) / 86_400
            #expect(days == 40 || days == 39)
        }
    }

    @Test func `one that is not trusted, or for another host, still tells when it ends, and why`() throws {
        try serving(days: 40) { port in
            let strange = ServedCertificate.onThisMachine(of: "shop.example", port: port)
            #expect(strange?.objection?.contains("self-signed certificate") == true)
            let other = ServedCertificate.onThisMachine(of: "other.example", port: port, authorities: certificate)
            #expect(other?.objection?.contains("other.example") == true)
            #expect(other?.endsAt == strange?.endsAt)
        }
    }

    @Test func `where nobody speaks TLS there is none`() throws {
        let plain = try LoopbackServer(.answer(200, "plain"))
        let port = try #require(Int(plain.url.split(separator: ":").last ?? ""))
        #expect(ServedCertificate.onThisMachine(of: "shop.example", port: port) == nil)
        #expect(ServedCertificate.onThisMachine(of: "shop.example", port: 1) == nil)
    }
}
