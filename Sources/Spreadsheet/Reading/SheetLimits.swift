/// How much of a file is read before it is refused. The first three are the caller's to choose.
package struct SheetLimits: Sendable {
    /// Rows with something in them below the first, which is the header.
    package let rows: Int
    /// Bytes of the file as it was uploaded.
    package let bytes: Int
    /// Columns that may hold something.
    package let columns: Int

    /// Bytes that one pass over a workbook may unpack. Measured: 50,000 rows of 8 columns are 20 to 28 MB.
    let unpackedBytes = 400 << 20
    /// How many times its packed size a part may unpack to, looked at from `ratioFreeBytes` on. Measured: 10 to 17 for tables, 33
    /// where every row says the same, 44 for LibreOffice's blank rows.
    let ratio = 200
    let ratioFreeBytes = 16 << 20
    /// Bytes of the table of shared strings, which alone is kept in memory.
    let sharedStringBytes = 64 << 20

    /// Excel's own limit for a cell, in UTF-16 code units. One takes up to three bytes of UTF-8, or the seven of `_x000D_`.
    static let cellCharacters = 32_767
    static let cellBytesInCSV = cellCharacters * 3
    static let cellBytesInXML = cellCharacters * 7

    /// Limits for one file; what is left out is what the catalogue's import allows.
    package init(rows: Int = 100_000, bytes: Int = 20 << 20, columns: Int = 256) {
        self.rows = rows
        self.bytes = bytes
        self.columns = columns
    }
}
