/// A column of a table that is written: what its header cell says, and how wide it is.
public struct SheetColumn: Sendable {
    /// The header cell's text.
    public let title: String
    /// In characters of the standard font, as Excel counts; a CSV file has no widths.
    public let width: Double

    /// A column, about as wide as a word or two unless said otherwise.
    public init(_ title: String, width: Double = 16) {
        self.title = title
        self.width = width
    }
}
