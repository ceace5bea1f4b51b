import FoundationEssentials
import Web

/// An answer of the site, read as a person or a program reads it.
struct Answer: Sendable {
    let response: Response

    var status: Int { response.status.rawValue }
    var text: String {
        var bytes = response.body
        response.file?.eachPiece { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
    var location: String? { header("Location") }

    func header(_ name: String) -> String? { response.header(name) }

    /// Every value of a header that may come several times.
    func headers(_ name: String) -> [String] {
        response.headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    /// The document, when it is one.
    func json() throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(response.body))
    }

    /// What a person sees between the tags, without the white space that a browser ignores.
    var words: String {
        var words = ""
        var isTag = false
        for character in text {
            if character == "<" { isTag = true } else if character == ">" { isTag = false }
            words.append(isTag || character == ">" ? " " : character)
        }
        return unescaped(words).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The token that every form of a page carries.
    var csrf: String? { piece(after: #"name="csrf" value=""#, before: "\"") }

    /// What stands in an input field.
    func value(of field: String) -> String? {
        inputs.first { $0.contains(" name=\"\(field)\"") }.flatMap { input in
            input.firstRange(of: " value=\"").map { start in
                unescaped(String(input[start.upperBound...].prefix { $0 != "\"" }))
            }
        }
    }

    /// The message beside a field.
    func error(of field: String) -> String? {
        guard let start = text.firstRange(of: "id=\"\(field)-note\">") else { return nil }
        let rest = text[start.upperBound...]
        let note = rest[
            ..<(["<label", "</form>"].compactMap { rest.firstRange(of: $0)?.lowerBound }.min() ?? rest.endIndex)]
        return note.firstRange(of: "invalid-feedback d-block\">").map { start in
            unescaped(String(note[start.upperBound...].prefix { $0 != "<" }))
        }
    }

    /// The message above a page's content.
    var alert: String? {
        guard let start = text.firstRange(of: "<div class=\"alert") else { return nil }
        let rest = text[start.upperBound...].drop { $0 != ">" }.dropFirst()
        guard let end = rest.firstRange(of: "</div>") else { return nil }
        return Answer(response: .text(String(rest[..<end.lowerBound]))).words
    }

    var heading: String? { piece(after: "<h1", before: "</h1>").map { String($0.drop { $0 != ">" }.dropFirst()) } }

    func hasButton(_ name: String) -> Bool {
        text.contains(">\(name)</button>")
    }

    /// What a browser would send if the form with this address were sent as it stands.
    func form(to address: String) -> [String: String] {
        guard let form = piece(after: " action=\"\(address)\"", before: "</form>") else { return [:] }
        var fields: [String: String] = [:]
        for tag in form.split(separator: "<") {
            let isButtonLike = ["checkbox", "radio", "file"].contains { tag.contains(" type=\"\($0)\"") }
            guard let name = attribute("name", of: tag), !isButtonLike || tag.contains(" checked") else { continue }
            if tag.hasPrefix("input ") { fields[name] = attribute("value", of: tag) ?? "" }
            if tag.hasPrefix("textarea ") { fields[name] = unescaped(String(tag.drop { $0 != ">" }.dropFirst())) }
            if tag.hasPrefix("select ") {
                let options = form[tag.endIndex...].prefix(while: { _ in true }).split(separator: "</select>")[0]
                    .split(separator: "<option", omittingEmptySubsequences: false).dropFirst()
                let chosen = options.first { $0.prefix { $0 != ">" }.contains(" selected") } ?? options.first
                fields[name] = chosen.flatMap { attribute("value", of: $0) }
            }
        }
        fields["csrf"] = nil
        return fields
    }

    private func attribute(_ name: String, of tag: Substring) -> String? {
        tag.firstRange(of: " \(name)=\"").map { unescaped(String(tag[$0.upperBound...].prefix { $0 != "\"" })) }
    }

    private var inputs: [Substring] {
        var inputs: [Substring] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "<input") {
            let input = rest[start.lowerBound...].prefix { $0 != ">" }
            inputs.append(input)
            rest = rest[input.endIndex...]
        }
        return inputs
    }

    func piece(after start: String, before end: String) -> String? {
        guard let start = text.firstRange(of: start), let end = text[start.upperBound...].firstRange(of: end) else {
            return nil
        }
        return String(text[start.upperBound..<end.lowerBound])
    }
}

private func unescaped(_ text: String) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(text) {
        $0.replacing($1.0, with: $1.1)
    }
}
