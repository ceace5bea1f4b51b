/// The value of a JSON number with a point or an exponent if it is whole: 12.0 and 1.2e1 are twelve. Computed on the digits,
/// because a `Double` takes 0.99999999999999999999 for one.
func wholeNumber(_ text: String) -> Int? {
    let parts = text.lowercased().split(separator: "e")
    let decimal = parts[0].split(separator: ".")
    guard let exponent = parts.count == 2 ? Int(parts[1]) : 0 else { return nil }
    var digits = decimal.joined()
    // How many places to the right of the last digit the point is.
    var shift = decimal.count == 2 ? -decimal[1].count : 0
    let (moved, isTooFar) = shift.addingReportingOverflow(exponent)
    guard !isTooFar else { return nil }
    shift = moved
    while shift < 0 && digits.hasSuffix("0") {
        digits.removeLast()
        shift += 1
    }
    guard digits.contains(where: { $0 != "0" && $0 != "-" }) else { return 0 }
    guard (0...18).contains(shift) else { return nil }
    return Int(digits + String(repeating: "0", count: shift))
}
