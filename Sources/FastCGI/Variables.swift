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
        value("", name) { $0 }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `user-agent` is `HTTP_USER_AGENT`; the type of the body alone has no such prefix.
    package func header(_ name: String) -> String? {
        name == "content-type" ? self["CONTENT_TYPE"] : value("HTTP_", name, spelled: Self.upperCase)
    }

    /// The value of the first variable with this name behind a prefix.
    ///
    /// - Parameter spell: how a variable spells a letter of the name.
    private func value(_ prefix: StaticString, _ name: String, spelled spell: (UInt8) -> UInt8) -> String? {
        var name = name
        return name.withUTF8 { name in
            bytes.withUnsafeBytes { all in
                var start = 0
                while start < all.count, let address = all.baseAddress?.advanced(by: start) {
                    let length = strlen(address.assumingMemoryBound(to: CChar.self))
                    let variable = UnsafeRawBufferPointer(start: address, count: length)
                    if Self.isNamed(variable, prefix, name, spell) {
                        let value = variable.dropFirst(prefix.utf8CodeUnitCount + name.count + 1)
                        return String(decoding: value, as: UTF8.self)
                    }
                    start += length + 1
                }
                return nil
            }
        }
    }

    private static func isNamed(
        _ variable: UnsafeRawBufferPointer, _ prefix: StaticString, _ name: UnsafeBufferPointer<UInt8>,
        _ spell: (UInt8) -> UInt8
    ) -> Bool {
        let skipped = prefix.utf8CodeUnitCount
        let length = skipped + name.count
        guard variable.count > length, variable[length] == UInt8(ascii: "="), let start = variable.baseAddress,
            memcmp(start, prefix.utf8Start, skipped) == 0
        else { return false }
        return (0..<name.count).allSatisfy { variable[skipped + $0] == spell(name[$0]) }
    }

    private static func upperCase(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "_")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte & ~0x20
        default: byte
        }
    }
}
