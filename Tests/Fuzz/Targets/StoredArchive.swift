/// A ZIP archive whose files are stored as they are (APPNOTE 4.3).
struct StoredArchive {
    private(set) var bytes: [UInt8] = []

    init(_ files: [String: [UInt8]]) {
        var directory: [UInt8] = []
        for (name, content) in files {
            let position = bytes.count
            // Version 2.0, no flags, stored, midnight of the first day.
            let common =
                two(20) + two(0) + two(0) + two(0) + two(33) + four(Int(checksum(content))) + four(content.count)
                + four(content.count) + two(name.utf8.count) + two(0)
            bytes += [0x50, 0x4B, 3, 4] + common + name.utf8 + content
            directory += [0x50, 0x4B, 1, 2] + two(20) + common + two(0) + two(0) + two(0) + four(0) + four(position)
            directory += name.utf8
        }
        let end = two(0) + two(0) + two(files.count) + two(files.count) + four(directory.count) + four(bytes.count)
        bytes += directory + [0x50, 0x4B, 5, 6] + end + two(0)
    }
}

private func two(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }

private func four(_ number: Int) -> [UInt8] { two(number & 0xFFFF) + two(number >> 16) }

private let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
}

/// CRC-32.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
}
