import FoundationEssentials
import Testing

@testable import Kartify

/// The reader of long JSON bodies, beside Foundation's.
struct JSONTextTests {
    @Test(arguments: [
        "", " ", "{", "}", "[", "]", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "[1 2]", "01", "1.", ".5", "-", "+1",
        "1e",
        "1e+", "0x10", "NaN", "tru", "nul", "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
        "\"\\u00g0\"", "\"\n\"", "\"\t\"", "[1]]", "1 2", "'a'", "{\"a\":}", "[,]", "{,}", "\u{feff}[]", "[1]\u{0}",
        "\"\\udc00\"",
    ])
    func `what is not JSON is not read`(text: String) {
        #expect(JSONText(Array(text.utf8)) == nil, "\(text)")
    }

    @Test(arguments: [
        "null", "true", " false ", "0", "-0", "12", "-12", "1.5", "1e3", "1E+3", "12.0", "1e30", "-1e-3",
        "9223372036854775807", "9223372036854775808", "\"\"", "\"a\"", "\"नमस्ते 🙂\"", "\"\\u0928\\ud83d\\ude42\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "[]", "[ ]", "{}", "{ }", "[1,[2,{\"a\":[]}]]",
        "\r\n\t{\"a\" : 1 , \"b\":null}\n",
        "{\"\":1}", "\"\\u0000\"",
    ])
    func `what is JSON is read as Foundation reads it`(text: String) throws {
        let document = try #require(JSONText(Array(text.utf8)), "\(text)")
        if case .number = document { return }
        let wanted = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        #expect(document.value == wanted)
    }

    @Test(
        arguments: [
            ("12.0", 12), ("1.2e1", 12), ("1200e-2", 12), ("-7.00", -7), ("0.0", 0), ("0e99999999999999999999", nil),
            ("0e999", 0), ("0.99999999999999999999", nil), ("1e18", 1_000_000_000_000_000_000), ("1e19", nil),
            ("12.5", nil), ("1e-9223372036854775808", nil), ("1.0e-9223372036854775808", nil),
            ("9007199254740993.0", 9_007_199_254_740_993),
        ] as [(String, Int?)])
    func `a number is whole by its digits`(text: String, value: Int?) {
        switch JSONText(Array(text.utf8)) {
        case .integer(let number): #expect(number == value)
        case .number: #expect(value == nil)
        default: Issue.record("\(text) is no number")
        }
    }

    @Test func `bytes that are not UTF-8 are no JSON`() {
        for bytes: [UInt8] in [
            [0xff], [0x22, 0xff, 0x22], [0x22, 0x5c, 0x6e, 0xc3, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
        ] {
            #expect(JSONText(bytes) == nil)
        }
    }

    @Test func `depth has an end before the stack has`() {
        func nested(_ depth: Int) -> [UInt8] {
            Array(String(repeating: "[", count: depth).utf8) + Array(String(repeating: "]", count: depth).utf8)
        }
        #expect(JSONText(nested(100)) != nil)
        #expect(JSONText(nested(101)) == nil && JSONText(nested(500_000)) == nil)
    }

    @Test func `of two members with one name the last one counts`() {
        let document = JSONText(Array(#"{"a":1,"a":2}"#.utf8))
        if case .integer(let number) = document?["a"] { #expect(number == 2) } else { Issue.record("no number") }
    }

    @Test(arguments: ["plain", "\"quoted\" \\ back", "line\nend\t\u{1}\u{1f}", "नमस्ते 🙂", ""])
    func `what is written is read back`(text: String) throws {
        var json = JSONWriter()
        json.object {
            $0.member("text", text)
            $0.member("none", nil)
            $0.member("number", -7)
            $0.member("list")
            $0.list([1, 2]) { json, number in json.object { $0.member("n", number) } }
            $0.member("after", "x")
        }
        let read = try JSONDecoder().decode(JSONValue.self, from: Data(json.bytes))
        #expect(
            read == [
                "text": .text(text), "none": nil, "number": -7, "list": [["n": 1], ["n": 2]], "after": "x",
            ])
    }
}

extension JSONText {
    fileprivate var value: JSONValue {
        switch self {
        case .null: .null
        case .bool(let bool): .bool(bool)
        case .integer(let number): .integer(number)
        case .number: .null
        case .text(let text): .text(text)
        case .list(let elements): .list(elements.map(\.value))
        case .object(let members): .object(Dictionary(members.map { ($0.name, $0.value.value) }) { $1 })
        }
    }
}
