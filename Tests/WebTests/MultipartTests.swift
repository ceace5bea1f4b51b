import TestSupport
import Testing

@testable import Web

/// Forms with files, as browsers write them and as nobody should.
struct MultipartTests {
    private static let type = "multipart/form-data; boundary=----WebKitFormBoundaryAbc123"

    private func request(_ body: String, type: String = MultipartTests.type) -> Request {
        aRequest("POST", headers: ["content-type": type], body: body)
    }

    /// A body of parts, each its head's parameters and its content.
    private func body(_ parts: [(head: String, content: String)], boundary: String = "----WebKitFormBoundaryAbc123")
        -> String
    {
        parts.map { "--\(boundary)\r\nContent-Disposition: form-data; \($0.head)\r\n\r\n\($0.content)\r\n" }.joined()
            + "--\(boundary)--\r\n"
    }

    @Test func `fields and files come out as they went in`() throws {
        let request = request(
            body([
                ("name=\"csrf\"", "token"), ("name=\"note\"", "two\r\nlines"), ("name=\"empty\"", ""),
                ("name=\"file\"; filename=\"a %22b%22.xlsx\"\r\nContent-Type: text/csv", "PK\r\n--half\r\n\r\n\0end"),
            ]))
        #expect(request.form["csrf"] == "token" && request.form["note"] == "two\r\nlines" && request.form.has("empty"))
        let file = try #require(request.file("file"))
        #expect(file.name == "a \"b\".xlsx" && Array(file.bytes) == Array("PK\r\n--half\r\n\r\n\0end".utf8))
        #expect(!request.form.has("file") && request.file("other") == nil && request.file("csrf") == nil)
    }

    @Test func `a field without a chosen file is none, and an empty file is one`() {
        #expect(request(body([("name=\"file\"; filename=\"\"", "")])).file("file") == nil)
        #expect(request(body([("name=\"file\"; filename=\"a.csv\"", "")])).file("file")?.bytes.isEmpty == true)
    }

    @Test(arguments: ["b", "\"b\"", "b; charset=utf-8"])
    func `a boundary may stand in quotes, and among other parameters`(boundary: String) {
        let text = body([("name=\"a\"", "1")], boundary: "b")
        #expect(request(text, type: "Multipart/Form-Data; Boundary=\(boundary)").form["a"] == "1")
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a b",
        "multipart/form-data; boundary=\(String(repeating: "b", count: 71))", "multipart/form-data; boundary=é",
    ])
    func `without a boundary that may be one there is no form`(type: String) {
        #expect(!request(body([("name=\"a\"", "1")], boundary: "b"), type: type).form.has("a"))
    }

    @Test(arguments: [
        "", "--b", "--b--", "--b\r\n",
        "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b", "--b\r\n\r\n1\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--more",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--bx\r\n--b--",
        "--b\nContent-Disposition: form-data; name=\"a\"\n\n1\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\r\n\r\n1\r\n--b--",
        "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n--b--",
        "--b\r\nContent-Disposition form-data; name=\"a\"\r\n\r\n1\r\n--b--",
    ])
    func `a malformed multipart body has no fields`(text: String) {
        let request = request(text, type: "multipart/form-data; boundary=b")
        #expect(!request.form.has("a") && !request.form.has("b") && request.file("a") == nil)
    }

    @Test func `too many parts, a head without end and a text without measure are refused`() {
        let type = "multipart/form-data; boundary=b"
        let part = (head: "name=\"a\"", content: "1")
        #expect(request(body(Array(repeating: part, count: 32), boundary: "b"), type: type).form.all("a").count == 32)
        #expect(!request(body(Array(repeating: part, count: 201), boundary: "b"), type: type).form.has("a"))
        let long = String(repeating: "x", count: 70_000)
        #expect(!request(body([("name=\"a\"", long)], boundary: "b"), type: type).form.has("a"))
        #expect(!request(body([("name=\"a\"; filename=\"\(long)\"", "")], boundary: "b"), type: type).form.has("a"))
        #expect(
            request(body([("name=\"a\"; filename=\"x\"", long)], boundary: "b"), type: type).file("a")?.bytes.count
                == 70_000)
    }

    @Test func `a text that is not UTF-8 is refused; a file may be anything`() {
        var bytes = Array(body([("name=\"a\"; filename=\"x\"", "?")], boundary: "b").utf8)
        if let place = bytes.firstIndex(of: UInt8(ascii: "?")) { bytes[place] = 0xFF }
        #expect(Multipart(bytes, contentType: "multipart/form-data; boundary=b")?.files.first?.file.bytes == [0xFF])
        var text = Array(body([("name=\"a\"", "?")], boundary: "b").utf8)
        if let place = text.firstIndex(of: UInt8(ascii: "?")) { text[place] = 0xFF }
        #expect(Multipart(text, contentType: "multipart/form-data; boundary=b") == nil)
    }

    @Test func `randomly damaged bodies never trap, and files stay within the body`() {
        var random = Seeded(4)
        let whole = Array(
            body([("name=\"csrf\"", "t"), ("name=\"file\"; filename=\"a.csv\"", "a,b\r\n1,2\r\n")], boundary: "b").utf8)
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &random)
                guard place < bytes.count else { continue }
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place...)
                case 2: bytes.insert(contentsOf: bytes[0..<place], at: place)
                default: bytes.insert(contentsOf: [13, 10, 45, 45, 98], at: place)
                }
            }
            let form = Multipart(bytes, contentType: "multipart/form-data; boundary=b")
            for (_, file) in form?.files ?? [] {
                #expect(file.bytes.startIndex >= 0 && file.bytes.endIndex <= bytes.count)
            }
        }
    }
}
