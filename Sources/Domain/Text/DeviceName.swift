/// A browser and its system in words, such as “Firefox on Windows”, so that people recognise where they are signed in. No more
/// of the `User-Agent` header is kept.
package struct DeviceName: Hashable, Sendable {
    package let text: String

    /// The words are always ours, whatever the header says.
    package init(userAgent: String) {
        func first(of names: [(mark: String, name: String)]) -> String? {
            names.first { userAgent.contains($0.mark) }?.name
        }
        let browser = first(of: Self.browsers) ?? "A browser"
        text = first(of: Self.systems).map { "\(browser) on \($0)" } ?? browser
    }

    // Most pretend to be another one too, so each stands before those that it pretends to be.
    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"),
    ].map { (mark: $0.0, name: $0.1) }

    private static let systems = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Macintosh", "Mac"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ].map { (mark: $0.0, name: $0.1) }
}
