/// A column of a table that is written: what its header cell says, and how wide it is.
package struct SheetColumn: Sendable {
    package let title: String
    /// In characters of the standard font, as Excel counts; a CSV file has no widths.
    package let width: Double

    /// A column, about as wide as a word or two unless said otherwise.
    package init(_ title: String, width: Double = 16) {
        self.title = title
        self.width = width
    }
}
