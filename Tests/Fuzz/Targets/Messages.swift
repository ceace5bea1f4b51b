import Domain
import FastCGI
import JSON
import Pictures
import Web

/// The CGI variables of a request, each ended by a zero.
func takeVariables(_ bytes: [UInt8]) {
    let entries = bytes.split(separator: 0, omittingEmptySubsequences: false)
    var pointers: [UnsafeMutablePointer<CChar>?] = entries.map { entry in
        let text = UnsafeMutablePointer<CChar>.allocate(capacity: entry.count + 1)
        for (place, byte) in entry.enumerated() { text[place] = CChar(bitPattern: byte) }
        text[entry.count] = 0
        return text
    }
    pointers.append(nil)
    defer { for pointer in pointers { pointer?.deallocate() } }
    let variables = pointers.withUnsafeMutableBufferPointer { Variables($0.baseAddress) }
    for entry in entries {
        guard let equals = entry.firstIndex(of: UInt8(ascii: "=")) else { continue }
        guard let name = String(validating: entry[..<equals], as: UTF8.self), !name.isEmpty else { continue }
        let value = entry[(equals + 1)...]
        precondition(variables[name] != nil || value.isEmpty || isRepeated(name, in: entries), "a variable is lost")
        _ = variables.header(name.lowercased())
    }
}

private func isRepeated(_ name: String, in entries: [ArraySlice<UInt8>]) -> Bool {
    entries.count { $0.starts(with: Array((name + "=").utf8)) } > 1
}

/// A posted form or a query.
func takeForm(_ bytes: [UInt8]) {
    let request = request(body: bytes, type: "application/x-www-form-urlencoded")
    guard !request.hasOversizedForm else { return }
    let fields = request.form
    let again = Fields(urlEncoded: fields.urlEncoded)
    precondition(
        again.all.elementsEqual(fields.all) { $0.name == $1.name && $0.value == $1.value }
            || fields.all.contains { $0.name.isEmpty && $0.value.isEmpty }, "an encoded form is another one")
}

/// A form with files; what stands before the first line break is the type's boundary.
func takeMultipart(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
    guard let boundary = parts.first, parts.count == 2 else { return }
    let type = "multipart/form-data; boundary=\(String(decoding: boundary, as: UTF8.self))"
    let request = request(body: Array(parts[1]), type: type)
    for (name, value) in request.form.all { precondition(name.utf8.count + value.utf8.count <= bytes.count) }
    if let file = request.file("file") { precondition(file.bytes.count < bytes.count) }
}

/// A document of the API.
func takeJSON(_ bytes: [UInt8]) {
    guard let value = try? JSONValue(bytes) else { return }
    let again = try? JSONValue(Array(value.document.utf8))
    precondition(again == value, "what we write of a document is another one")
}

/// An image that a person uploads.
func takeImage(_ bytes: [UInt8]) {
    let kind = try? ImageFileRule.check("a.png", bytes[...])
    _ = ImageOrientation(ofJPEG: bytes[...])
    // Decoding alone takes long where there are many pixels.
    if let kind, let size = kind.size(of: bytes[...]), size.width * size.height <= 4096 {
        for picture in Picture.made(of: bytes[...], kind, widths: [8, 32]) {
            precondition(ImageKind(of: picture.webp[...]) == .webp, "what we make of an image is none")
        }
    }
    // A slice begins anywhere.
    let inside = [0] + bytes
    precondition(ImageKind(of: inside.dropFirst()) == ImageKind(of: bytes[...]), "a slice is read as another image")
}

private func request(body: [UInt8], type: String) -> Request {
    Request(
        id: "fuzz", now: Instant(milliseconds: 0), method: "POST", path: "/", authority: "localhost",
        headers: ["content-type": type], body: body)
}
