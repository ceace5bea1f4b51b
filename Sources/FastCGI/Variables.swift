import CFastCGI
import Glibc
import Web

/// The CGI variables of one request, as they came: `NAME=value` one after another, each ended by a zero.
package struct Variables: HeaderFields {
    private var bytes: [UInt8] = []

    package init(_ list: FCGX_ParamArray?) {
        guard var entry = list else { return }
        bytes.reserveCapacity(2048)
        while let text = entry.pointee {
            bytes.append(contentsOf: UnsafeRawBufferPointer(start: text, count: strlen(text) + 1))
            entry += 1
        }
    }

    /// The value of a variable; nil when it is missing or empty.
    package subscript(_ name: String) -> String? {
        value(after: Array((name + "=").utf8)).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `user-agent` is `HTTP_USER_AGENT`; the type of the body alone has no such prefix.
    package func header(_ name: String) -> String? {
        name == "content-type"
            ? self["CONTENT_TYPE"] : value(after: Array("HTTP_".utf8) + name.utf8.map(upperCase) + [61])
    }

    /// What follows the first variable's beginning that is this one.
    private func value(after beginning: [UInt8]) -> String? {
        bytes.withUnsafeBytes { all in
            var start = 0
            while start < all.count, let address = all.baseAddress?.advanced(by: start) {
                let length = strlen(address.assumingMemoryBound(to: CChar.self))
                if length >= beginning.count && memcmp(address, beginning, beginning.count) == 0 {
                    let value = UnsafeRawBufferPointer(rebasing: all[(start + beginning.count)..<(start + length)])
                    return String(decoding: value, as: UTF8.self)
                }
                start += length + 1
            }
            return nil
        }
    }

    private func upperCase(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "_")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte & ~0x20
        default: byte
        }
    }
}
