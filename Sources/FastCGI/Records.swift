import Glibc
import Web

/// An answer in FastCGI's records: its head and body as standard output, the end of that, and the end of the request.
struct Records {
    private var bytes: [UInt8] = []
    private let requestID: UInt16

    /// What a record can hold at most; a multiple of eight needs no padding.
    private static let largestContent = 0xFFF8
    private static let standardOutput: UInt8 = 6, endRequest: UInt8 = 3

    init(to requestID: UInt16) {
        self.requestID = requestID
    }

    mutating func add(_ response: Response) {
        let head = Self.head(of: response)
        bytes.reserveCapacity(head.count + response.body.count + 64)
        add(head[...])
        add(response.body[...])
    }

    private static func head(of response: Response) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(1024)
        add("Status", "\(response.status.rawValue) \(response.status.phrase)", to: &head)
        for (name, value) in response.headers { add(name, value, to: &head) }
        let length = response.body.count + (response.file?.length ?? 0)
        // A 304 has no length of its own: it would be taken for the page's.
        if response.status != .notModified && response.header("Content-Length") == nil {
            add("Content-Length", String(length), to: &head)
        }
        return head + "\r\n".utf8
    }

    private static func add(_ name: String, _ value: String, to head: inout [UInt8]) {
        guard !hasLineEnd(value) else { return }
        head += name.utf8
        head += ": ".utf8
        head += value.utf8
        head += "\r\n".utf8
    }

    /// A line end in a value would begin another header.
    private static func hasLineEnd(_ value: String) -> Bool {
        value.utf8.withContiguousStorageIfAvailable { $0.contains { $0 == 10 || $0 == 13 } } ?? true
    }

    mutating func add(_ content: ArraySlice<UInt8>) {
        var rest = content
        while !rest.isEmpty {
            let piece = rest.prefix(Self.largestContent)
            addHeader(Self.standardOutput, piece.count)
            bytes += piece
            rest = rest.dropFirst(piece.count)
        }
    }

    mutating func addEnd() {
        addHeader(Self.standardOutput, 0)
        addHeader(Self.endRequest, 8)
        bytes += [UInt8](repeating: 0, count: 8)
    }

    private mutating func addHeader(_ type: UInt8, _ length: Int) {
        bytes += [
            1, type, UInt8(requestID >> 8), UInt8(requestID & 0xFF), UInt8(length >> 8), UInt8(length & 0xFF), 0, 0,
        ]
    }

    /// Writes what was added since the last time. nginx that has gone away gets nothing more: its client has left, too.
    mutating func write(to socket: Int32) {
        bytes.withUnsafeBytes { all in
            var sent = 0
            while sent < all.count {
                let written = send(socket, all.baseAddress?.advanced(by: sent), all.count - sent, Int32(MSG_NOSIGNAL))
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return }
                sent += written
            }
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
