/// How many rows there are, and a checksum of all their values that does not depend on the order of the rows. It detects a
/// difference and need not withstand an attacker.
package struct Digest: Equatable, Sendable {
    package private(set) var rows = 0
    package private(set) var checksum: UInt64 = 0

    mutating func add(_ row: [SQLValue]) {
        rows += 1
        var hash = FNV()
        for value in row { hash.add(value) }
        checksum &+= hash.mixed
    }

    mutating func add(_ other: Digest) {
        rows += other.rows
        checksum &+= other.checksum
    }
}

private struct FNV {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    /// A value's type and length stand before its bytes: two rows with the same bytes differ by where a value ends.
    mutating func add(_ value: SQLValue) {
        switch value {
        case .null: take(byte: 0)
        case .integer(let number):
            take(byte: 1)
            take(word: UInt64(bitPattern: number))
        case .text(var text):
            take(byte: 2)
            text.withUTF8 { take(bytes: $0) }
        case .blob(let bytes):
            take(byte: 3)
            bytes.withUnsafeBufferPointer { take(bytes: $0) }
        }
    }

    private mutating func take(bytes: UnsafeBufferPointer<UInt8>) {
        take(word: UInt64(bytes.count))
        for byte in bytes { take(byte: byte) }
    }

    private mutating func take(word: UInt64) {
        for shift in stride(from: 0 as UInt64, to: 64, by: 8) { take(byte: UInt8(truncatingIfNeeded: word >> shift)) }
    }

    private mutating func take(byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
    }

    /// Sums of FNV's own values would hide changes of their last bits.
    var mixed: UInt64 {
        var hash = (state ^ (state >> 33)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
    }
}
