import Glibc
import Outbound
import TestSupport
import Testing

/// What somebody types as a URL leads nowhere into the network around the installation.
struct PrivateHostsTests {
    private func call(_ url: String, _ hosts: PrivateHosts) throws -> HTTPClient.Answer {
        try HTTPClient(.unhurried, privateHosts: hosts).send(
            .init(post: url, headers: [], body: [], timeoutMilliseconds: 120_000))
    }

    /// The name is resolved, so that it does not matter how an address is written, or what a name led to before.
    @Test(arguments: ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0", "[::1]", "[::ffff:127.0.0.1]", "[::]"])
    func `nothing connects to this machine unless its host is named`(host: String) throws {
        let server = try LoopbackServer(.answer(200, "here"))
        let url = server.url.replacing("127.0.0.1", with: host)
        let fault = #expect(throws: HTTPClient.NoAnswer.self) { try call(url, .none) }
        #expect(fault?.reason.contains("KARTIFY_PRIVATE_HOSTS") == true, "\(fault?.reason ?? "")")
        #expect(throws: HTTPClient.NoAnswer.self) { try call(url, PrivateHosts("other.example")) }
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: ["127.0.0.1", "other.example,127.0.0.1", " 127.0.0.1 , localhost ", "LOCALHOST"])
    func `a host that is named is called, by this name alone`(list: String) throws {
        let server = try LoopbackServer(.answer(200, "here"), .answer(200, "here"))
        for host in ["127.0.0.1", "localhost"] {
            let url = server.url.replacing("127.0.0.1", with: host)
            if list.lowercased().contains(host) {
                #expect(try call(url, PrivateHosts(list)).status == 200)
            } else {
                #expect(throws: HTTPClient.NoAnswer.self) { try call(url, PrivateHosts(list)) }
            }
        }
    }

    @Test(arguments: [
        "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.0.0.8",
        "198.18.0.1", "224.0.0.1", "255.255.255.255", "[fe80::1]", "[fd00::1]", "[ff02::1]", "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]", "[64:ff9b:1::1]", "[2002:a00:1::1]", "[2001:0:a00:1::1]", "[::a00:1]", "[::127.0.0.1]",
    ])
    func `every private network is closed`(host: String) {
        let fault = #expect(throws: HTTPClient.NoAnswer.self) { try call("https://\(host)/", .none) }
        #expect(fault?.reason.contains("KARTIFY_PRIVATE_HOSTS") == true, "\(fault?.reason ?? "")")
    }

    @Test(arguments: [
        "8.8.8.8", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2606:4700::1", "2002:808:808::1", "::ffff:8.8.8.8",
    ])
    func `the internet is open`(address: String) {
        var bytes = [UInt8](repeating: 0, count: address.contains(":") ? 16 : 4)
        #expect(inet_pton(bytes.count == 16 ? AF_INET6 : AF_INET, address, &bytes) == 1)
        #expect(!isPrivate(bytes))
    }
}
