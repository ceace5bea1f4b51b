import CZip

/// A zip archive, open for reading. It remembers how much has been unpacked from it.
final class ZipArchive {
    private let archive: OpaquePointer
    private let limits: SheetLimits
    private var unpacked = 0

    init(path: String, limits: SheetLimits) throws(SpreadsheetError) {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else { throw .broken("zip: error \(code)") }
        self.archive = archive
        self.limits = limits
    }

    deinit {
        zip_discard(archive)
    }

    /// Starts the count of unpacked bytes anew, for another pass over the workbook.
    func beginPass() {
        unpacked = 0
    }

    /// A part by its name, without the slash in front; nil when it is not there. Names differ by more than case (OPC §6.2.2.3).
    func part(_ name: String) throws(SpreadsheetError) -> ZipPart? {
        var status = zip_stat_t()
        guard zip_stat(archive, name, zip_flags_t(ZIP_FL_NOCASE), &status) == 0 else { return nil }
        guard status.encryption_method == ZIP_EM_NONE else { throw .oldOrEncrypted }
        // What the directory says may be a lie, so reading counts again: this only spares the work when it is honest.
        guard status.size <= limits.unpackedBytes else { throw .unpacksTooLarge }
        guard let file = zip_fopen_index(archive, status.index, 0) else {
            throw .broken("zip: \(name): \(String(cString: zip_strerror(archive)))")
        }
        return ZipPart(file, of: self, name: name, compressedSize: Int(clamping: status.comp_size))
    }

    /// Counts bytes that a part has unpacked to.
    ///
    /// - Throws: `unpacksTooLarge` when it is too much altogether, or for what the part takes in the file.
    fileprivate func count(_ bytes: Int, of part: ZipPart) throws(SpreadsheetError) {
        unpacked += bytes
        guard unpacked <= limits.unpackedBytes else { throw .unpacksTooLarge }
        guard part.unpacked <= max(limits.ratioFreeBytes, part.compressedSize * limits.ratio) else {
            throw .unpacksTooLarge
        }
    }
}

/// One part of an archive, unpacked from its beginning to its end.
final class ZipPart {
    let name: String
    fileprivate let compressedSize: Int
    fileprivate private(set) var unpacked = 0
    private let archive: ZipArchive
    private let file: OpaquePointer

    fileprivate init(_ file: OpaquePointer, of archive: ZipArchive, name: String, compressedSize: Int) {
        self.file = file
        self.archive = archive
        self.name = name
        self.compressedSize = compressedSize
    }

    deinit {
        zip_fclose(file)
    }

    /// Unpacks up to so many bytes; 0 at the end, where the checksum has been compared.
    func read(into buffer: UnsafeMutableRawPointer, count: Int) throws(SpreadsheetError) -> Int {
        let length = Int(zip_fread(file, buffer, zip_uint64_t(count)))
        guard length >= 0 else { throw .broken("zip: \(name): the packed bytes are damaged") }
        unpacked += length
        try archive.count(length, of: self)
        return length
    }
}
