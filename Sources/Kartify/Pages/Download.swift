import Web

extension Response {
    /// A file that the browser saves; its name is made of letters, digits, points and hyphens.
    static func download(_ bytes: [UInt8], name: String, type: String = "text/csv; charset=utf-8") -> Response {
        Response(type: type, body: bytes).with("Content-Disposition", "attachment; filename=\"\(name)\"")
    }
}
