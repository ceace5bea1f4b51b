import CCurl
import Synchronization

/// Calls over HTTP with libcurl. Handles are kept for their connections.
public final class HTTPClient: Sendable {
    /// What to send. Names of headers and their values stand as they go on the wire.
    public struct Call: Sendable {
        /// Scheme, host and path.
        public let url: String
        /// `Name: value`, one each.
        public let headers: [String]
        /// The body as it goes on the wire.
        public let body: [UInt8]
        /// The whole call, connecting included.
        public let timeoutMilliseconds: Int

        /// A POST of a body.
        public init(post url: String, headers: [String], body: [UInt8], timeoutMilliseconds: Int) {
            self.url = url
            self.headers = headers
            self.body = body
            self.timeoutMilliseconds = timeoutMilliseconds
        }
    }

    /// What came back.
    public struct Answer: Sendable {
        /// The HTTP status.
        public let status: Int
        /// The whole body, at most 1 MiB.
        public let body: [UInt8]
    }

    /// No answer, and why in curl's words.
    public struct NoAnswer: Error, Sendable {
        /// For the log, without an address or a secret in it.
        public let reason: String
    }

    private let idle = Mutex<[EasyHandle]>([])

    /// A client without connections yet.
    public init() {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    }

    /// Sends and waits: 2 s for a connection, the call's own limit for everything.
    public func send(_ call: Call) throws(NoAnswer) -> Answer {
        let handle = idle.withLock { $0.popLast() } ?? EasyHandle()
        let answer = try handle.perform(call)
        // A handle whose call failed is not kept: its connection may be in the middle of something.
        idle.withLock { if $0.count < 16 { $0.append(handle) } }
        return answer
    }
}
