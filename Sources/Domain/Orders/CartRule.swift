package enum CartRule {
    /// Units in one line.
    package static let most = 20
}
