import CCurl
import Glibc

/// Opens the sockets of one call, after the host's name is resolved: a name that leads to a private address gets none, whatever
/// it led to a moment before.
final class SocketGuard {
    private let mayBePrivate: Bool
    private(set) var hasRefused = false

    /// For the staff who typed the URL, and for whoever runs the installation.
    static let words =
        "the host has a private address; the installation allows that only for hosts that KARTIFY_PRIVATE_HOSTS names"

    init(_ url: String, _ hosts: PrivateHosts) {
        mayBePrivate = Self.host(of: url).map(hosts.contains) ?? false
    }

    /// Sets the guard over a handle. It has to live as long as the call.
    func guardSockets(of curl: UnsafeMutableRawPointer) {
        kartify_set_pointer(curl, CURLOPT_OPENSOCKETDATA, Unmanaged.passUnretained(self).toOpaque())
        kartify_set_open_socket(curl) { context, _, address in
            guard let context, let address else { return CURL_SOCKET_BAD }
            return Unmanaged<SocketGuard>.fromOpaque(context).takeUnretainedValue().open(address)
        }
    }

    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        var count = 0
        let start = kartify_address(address, &count)
        guard mayBePrivate || !isPrivate(Array(UnsafeBufferPointer(start: start, count: count))) else {
            hasRefused = true
            return CURL_SOCKET_BAD
        }
        let flags = Int32(SOCK_CLOEXEC.rawValue)
        return socket(address.pointee.family, address.pointee.socktype | flags, address.pointee.protocol)
    }

    /// The host as curl reads it: another reader could see another one.
    private static func host(of url: String) -> String? {
        let handle = curl_url()
        defer { curl_url_cleanup(handle) }
        var host: UnsafeMutablePointer<CChar>?
        guard curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK,
            curl_url_get(handle, CURLUPART_HOST, &host, 0) == CURLUE_OK, let host
        else { return nil }
        defer { curl_free(host) }
        return String(cString: host)
    }
}
