import Web

extension Response {
    /// A file that the browser saves; its name is made of letters, digits, points and hyphens.
    static func download(_ bytes: [UInt8], name: String, type: String = "text/csv; charset=utf-8") -> Response {
        Response(type: type, body: bytes).with("Content-Disposition", "attachment; filename=\"\(name)\"")
    }

    /// A file to be saved under a name, sent piece by piece.
    static func download(_ file: SentFile, name: String, type: String = "text/csv; charset=utf-8") -> Response {
        var response = download([], name: name, type: type)
        response.file = file
        return response
    }
}
