/// Keeps a spreadsheet program from running a CSV cell as a formula (OWASP, “CSV Injection”), without losing the text.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a line break, or with their full-width forms, is written with an apostrophe
/// in front, and read without it. So that nothing is ambiguous, a text that already begins with apostrophes and then one of these
/// gets one more. In a spreadsheet program the apostrophe is seen; .xlsx has no need of it, for its cells say that they are text.
enum FormulaGuard {
    private static let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

    static func add(_ text: String) -> String {
        needsGuard(text.unicodeScalars[...]) ? "'" + text : text
    }

    static func remove(_ text: String) -> String {
        // Nearly every field ends here.
        guard text.utf8.first == UInt8(ascii: "'") else { return text }
        let rest = text.unicodeScalars.dropFirst()
        return needsGuard(rest) ? String(rest) : text
    }

    private static func needsGuard(_ text: Substring.UnicodeScalarView) -> Bool {
        text.first { $0 != "'" }.map(dangerous.contains) ?? false
    }
}
