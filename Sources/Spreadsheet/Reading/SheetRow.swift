package struct SheetRow: Equatable, Sendable {
    /// The number that a spreadsheet program shows beside the row, from 1; blank rows are counted though never handed out.
    package let number: Int
    /// The cells from column A on, gaps filled, without the empty ones at the end.
    package let cells: [SheetCell]
    /// A filter, or a person, has taken it out of sight.
    package let isHidden: Bool

    /// The cell of a column, counted from 0; empty beyond the last.
    package subscript(column: Int) -> SheetCell {
        column < cells.count ? cells[column] : .empty
    }
}

/// The letters over a column, counted from 0: `A`, `Z`, `AA`.
package func columnLetters(_ column: Int) -> String {
    var letters = "", rest = column
    while rest >= 0 {
        letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))) + letters
        rest = rest / 26 - 1
    }
    return letters
}

/// A row while its cells come in.
struct RowUnderWay {
    private(set) var number = 0
    private var isHidden = false
    private var cells: [SheetCell] = []
    private let limit: Int

    init(limits: SheetLimits) {
        limit = limits.columns
    }

    var isBlank: Bool { cells.isEmpty }

    var row: SheetRow { SheetRow(number: number, cells: cells, isHidden: isHidden) }

    mutating func begin(_ number: Int, isHidden: Bool = false) {
        self.number = number
        self.isHidden = isHidden
        cells.removeAll(keepingCapacity: true)
    }

    /// Empty cells take no place: a row that is only coloured up to column XFD stays blank.
    mutating func put(_ cell: SheetCell, at column: Int) throws(SpreadsheetError) {
        guard cell != .empty else { return }
        guard column < limit else { throw .tooManyColumns(row: number, limit: limit) }
        while cells.count <= column { cells.append(.empty) }
        cells[column] = cell
    }
}
