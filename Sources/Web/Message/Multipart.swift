import Glibc

package struct UploadedFile: Sendable {
    /// Its name on the person's machine, for display only.
    package let name: String
    /// Its bytes, a part of the request's body.
    package let bytes: ArraySlice<UInt8>
}

/// A form with files in it: `multipart/form-data` (RFC 7578) as browsers write it, and nothing more. A body that is written in
/// any other way is refused.
struct Multipart {
    private(set) var fields: [(name: String, value: String)] = []
    private(set) var files: [(name: String, file: UploadedFile)] = []

    private static let partLimit = 200
    private static let headLimit = 4096
    private static let textLimit = 64 << 10

    /// The parts of a body; nil when it breaks a rule.
    init?(_ body: [UInt8], contentType: String) {
        guard let boundary = Self.boundary(in: contentType) else { return nil }
        let delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter has no line before it: browsers write no preamble.
        guard body.starts(with: delimiter.dropFirst(2)) else { return nil }
        var start = delimiter.count - 2
        for _ in 0...Self.partLimit {
            if body[start...].starts(with: "--".utf8) {
                let rest = body[(start + 2)...]
                guard rest.isEmpty || rest.elementsEqual("\r\n".utf8) else { return nil }
                return
            }
            guard body[start...].starts(with: "\r\n".utf8),
                let head = body.position(of: Array("\r\n\r\n".utf8), from: start, within: Self.headLimit),
                let end = body.position(of: delimiter, from: head + 4),
                let disposition = Disposition(body[(start + 2)..<max(start + 2, head)]),
                add(disposition, body[(head + 4)..<end])
            else { return nil }
            start = end + delimiter.count
        }
        return nil
    }

    private mutating func add(_ disposition: Disposition, _ content: ArraySlice<UInt8>) -> Bool {
        if let file = disposition.fileName {
            files.append((disposition.name, UploadedFile(name: file, bytes: content)))
            return true
        }
        guard content.count <= Self.textLimit, let text = String(validating: content, as: UTF8.self) else {
            return false
        }
        fields.append((disposition.name, text))
        return true
    }

    /// The boundary of a Content-Type, quoted or not: 1–70 of the characters that RFC 2046 allows.
    private static func boundary(in contentType: String) -> String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, pair[0].trimmed.lowercased() == "boundary" else { continue }
            var value = pair[1].trimmed
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            let allowed = "'()+_,-./:=?"
            let isAllowed = value.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                        || allowed.unicodeScalars.contains($0))
            }
            return isAllowed && (1...70).contains(value.count) ? value : nil
        }
        return nil
    }
}

/// The header of a part: `Content-Disposition: form-data; name="file"; filename="prices.xlsx"`.
private struct Disposition {
    let name: String
    let fileName: String?

    init?(_ head: ArraySlice<UInt8>) {
        guard let text = String(validating: head, as: UTF8.self) else { return nil }
        var parameters: [String: String]?
        for line in text.split(separator: "\r\n" as Character, omittingEmptySubsequences: false) {
            guard let colon = line.firstIndex(of: ":"), !line.contains(where: { "\r\n\0".contains($0) }) else {
                return nil
            }
            guard line[..<colon].lowercased() == "content-disposition" else { continue }
            guard parameters == nil, let found = Self.parameters(line[line.index(after: colon)...]) else { return nil }
            parameters = found
        }
        guard let name = parameters?["name"] else { return nil }
        self.name = name
        fileName = parameters?["filename"]
    }

    /// Name and file name, each in quotes; browsers write a quote in them as `%22` and line ends as `%0D` and `%0A`.
    private static func parameters(_ value: Substring) -> [String: String]? {
        var rest = value.drop { $0 == " " }
        guard rest.hasPrefix("form-data") else { return nil }
        rest = rest.dropFirst("form-data".count)
        var found: [String: String] = [:]
        while !rest.isEmpty {
            guard rest.first == ";" else { return nil }
            rest = rest.dropFirst().drop { $0 == " " }
            guard let known = ["filename", "name"].first(where: { rest.hasPrefix($0 + "=\"") }), found[known] == nil
            else {
                return nil
            }
            rest = rest.dropFirst(known.count + 2)
            guard let end = rest.firstIndex(of: "\"") else { return nil }
            found[known] = [("%22", "\""), ("%0D", "\r"), ("%0A", "\n")].reduce(String(rest[..<end])) {
                $0.split(separator: $1.0, omittingEmptySubsequences: false).joined(separator: $1.1)
            }
            rest = rest[rest.index(after: end)...]
        }
        return found
    }
}

extension [UInt8] {
    /// The first position of some bytes. libc searches for their first one, which takes milliseconds for 20 MB.
    fileprivate func position(of bytes: [UInt8], from start: Int, within limit: Int = .max) -> Int? {
        withUnsafeBytes { raw -> Int? in
            guard let base = raw.baseAddress, let first = bytes.first else { return nil }
            var rest = raw.dropFirst(start).prefix(limit)
            while rest.count >= bytes.count {
                guard let found = memchr(base + rest.startIndex, Int32(first), rest.count - bytes.count + 1) else {
                    return nil
                }
                let position = UnsafeRawPointer(found) - base
                if memcmp(found, bytes, bytes.count) == 0 { return position }
                rest = rest[(position + 1)...]
            }
            return nil
        }
    }
}
