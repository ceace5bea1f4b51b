extension String {
    /// As much of a text as a message or a table has room for.
    package func shortened(_ length: Int = 60) -> String {
        count > length ? prefix(length - 1) + "…" : self
    }
}
