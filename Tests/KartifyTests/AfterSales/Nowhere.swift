import FoundationEssentials
import Glibc
import Testing

@testable import Kartify

extension TestShop {
    /// A text stands in no byte of the database, its journal and its index, and in no line of the log.
    func expectNowhere(_ secret: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        var size = 0
        for ending in ["", "-wal", "-shm"] {
            let file = folder.file("kartify.sqlite\(ending)")
            guard let bytes = FileManager.default.contents(atPath: file) else { continue }
            size += bytes.count
            #expect(!holds(bytes, secret), "\(file)", sourceLocation: sourceLocation)
        }
        #expect(size > 100_000 || !database.isFile, sourceLocation: sourceLocation)
        #expect(!log.isEmpty && !log.contains(secret), sourceLocation: sourceLocation)
    }
}

private func holds(_ bytes: Data, _ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return bytes.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress, let first = wanted.first else { return false }
        var place = 0
        while place + wanted.count <= bytes.count,
            let found = memchr(start + place, Int32(first), bytes.count - place)
        {
            place = UnsafeRawPointer(found) - start
            if place + wanted.count <= bytes.count, memcmp(found, wanted, wanted.count) == 0 { return true }
            place += 1
        }
        return false
    }
}
