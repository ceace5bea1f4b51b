/// The address if it is on this site, else nil, so that a foreign link cannot redirect anybody elsewhere.
package func localAddress(_ text: String) -> String? {
    guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
        text.utf8.allSatisfy({ (33...126).contains($0) })
    else { return nil }
    return text
}
