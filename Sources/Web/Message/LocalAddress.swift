/// The address if it lies on this very site, else nil: a link that we were handed redirects nobody elsewhere.
package func localAddress(_ text: String) -> String? {
    guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
        text.unicodeScalars.allSatisfy({ $0.value > 32 })
    else { return nil }
    return text
}
