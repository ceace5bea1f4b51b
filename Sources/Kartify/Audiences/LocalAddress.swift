/// An address on this very site, or nil: nobody is sent elsewhere by a link that we were handed.
func localAddress(_ text: String) -> String? {
    guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
        text.unicodeScalars.allSatisfy({ $0.value > 32 })
    else { return nil }
    return text
}
