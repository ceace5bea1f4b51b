import Web

/// The filters of a list in words: `kind order, from 2026-11-23`, or `all`.
func filterWords(_ fields: Fields, _ names: [String]) -> String {
    let used = names.filter { !fields.trimmed($0).isEmpty }.map { "\($0) \(fields.trimmed($0).shortened(100))" }
    return used.isEmpty ? "all" : used.joined(separator: ", ")
}
