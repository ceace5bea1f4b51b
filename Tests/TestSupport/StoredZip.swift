/// The least that a zip archive may be: parts as they are, then the directory.
package enum StoredZip {
    package static func bytes(of parts: [String: [UInt8]]) -> [UInt8] {
        var archive: [UInt8] = [], directory: [UInt8] = []
        for (name, part) in parts.sorted(by: { $0.key < $1.key }) {
            let place = archive.count
            // Version, flags, method 0, time, date; checksum and sizes; lengths of the name and of nothing else.
            let entry =
                two(20) + two(0) + two(0) + two(0) + two(0x21)
                + four(checksum(part)) + four(part.count) + four(part.count) + two(name.utf8.count) + two(0)
            archive += Array("PK\u{3}\u{4}".utf8) + entry + Array(name.utf8) + part
            directory += Array("PK\u{1}\u{2}".utf8) + two(20) + entry + two(0) + two(0) + two(0) + four(0) + four(place)
            directory += Array(name.utf8)
        }
        let end =
            two(0) + two(0) + two(parts.count) + two(parts.count) + four(directory.count) + four(archive.count) + two(0)
        return archive + directory + Array("PK\u{5}\u{6}".utf8) + end
    }

    private static func two(_ number: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
    }

    private static func four(_ number: Int) -> [UInt8] {
        two(number) + two(number >> 16)
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
    }

    private static func checksum(_ bytes: [UInt8]) -> Int {
        Int(~bytes.reduce(~UInt32(0)) { sum, byte in sum >> 8 ^ table[Int((sum ^ UInt32(byte)) & 0xFF)] })
    }
}
