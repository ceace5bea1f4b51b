import CCurl
import Synchronization

/// Calls over HTTP with libcurl. Handles are kept for their connections.
package final class HTTPClient: Sendable {
    package struct Call: Sendable {
        /// Scheme, host and path.
        package let url: String
        /// `Name: value`, one each.
        package let headers: [String]
        package let body: [UInt8]
        /// The limit of the whole call, including the connection.
        package let timeoutMilliseconds: Int

        package init(post url: String, headers: [String], body: [UInt8], timeoutMilliseconds: Int) {
            self.url = url
            self.headers = headers
            self.body = body
            self.timeoutMilliseconds = timeoutMilliseconds
        }
    }

    package struct Answer: Sendable {
        package let status: Int
        /// The whole body, at most 1 MiB.
        package let body: [UInt8]
    }

    /// No answer, and why in curl's words.
    package struct NoAnswer: Error, Sendable {
        /// For the log, without addresses and secrets.
        package let reason: String
    }

    private let idle = Mutex<[EasyHandle]>([])
    private let connectMilliseconds: Int
    private let hosts: PrivateHosts

    /// A client that reaches private addresses at these hosts alone.
    package init(_ patience: Patience = .standard, privateHosts: PrivateHosts = .none) {
        connectMilliseconds = patience.connect
        hosts = privateHosts
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    }

    /// Sends and waits: so long for a connection, the call's own limit for everything.
    package func send(_ call: Call) throws(NoAnswer) -> Answer {
        let handle = idle.withLock { $0.popLast() } ?? EasyHandle()
        let answer = try handle.perform(call, connectMilliseconds: connectMilliseconds, hosts)
        // A handle whose call failed is not kept: its connection may be in an unknown state.
        idle.withLock { if $0.count < 16 { $0.append(handle) } }
        return answer
    }
}
