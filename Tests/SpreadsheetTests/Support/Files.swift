import FoundationEssentials
import TestSupport

extension TemporaryFolder {
    /// A file of these bytes; its path.
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    func write(_ name: String, _ text: String) throws -> String {
        try write(name, text.utf8)
    }

    /// A zip archive of these parts, not compressed: damage to it reaches the XML.
    func zip(_ name: String, _ parts: [String: [UInt8]]) throws -> String {
        try write(name, StoredZip.bytes(of: parts))
    }

    /// A zip archive of these parts, compressed as hard as it goes.
    func packed(_ name: String, _ parts: [String: [UInt8]]) throws -> String {
        try python("pack.py", zip("stored", parts), file(name))
        return file(name)
    }
}

/// All bytes of a file.
func bytes(of path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: path)))
}
