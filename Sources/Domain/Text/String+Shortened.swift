extension String {
    package func shortened(_ length: Int = 60) -> String {
        count > length ? prefix(length - 1) + "…" : self
    }
}
