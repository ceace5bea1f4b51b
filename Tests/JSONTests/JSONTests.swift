import FoundationEssentials
import Testing

@testable import JSON

/// The one reader and writer, beside Foundation's.
struct JSONTests {
    @Test(arguments: [
        "", " ", "{", "}", "[", "]", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "[1 2]", "01", "1.", ".5", "-", "+1",
        "1e",
        "1e+", "0x10", "NaN", "tru", "nul", "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
        "\"\\u00g0\"", "\"\n\"", "\"\t\"", "[1]]", "1 2", "'a'", "{\"a\":}", "[,]", "{,}", "\u{feff}",
        "\u{feff}\u{feff}[]", "[] \u{feff}", "[1]\u{0}",
        "\"\\udc00\"",
    ])
    func `what is not JSON is not read`(text: String) {
        #expect(throws: MalformedJSON.self, "\(text)") { try JSONValue(Array(text.utf8)) }
    }

    @Test(arguments: [
        "null", "true", " false ", "0", "-0", "12", "-12", "1.5", "1e3", "1E+3", "12.0", "1e30", "-1e-3",
        "9223372036854775807", "9223372036854775808", "\"\"", "\"a\"", "\"नमस्ते 🙂\"", "\"\\u0928\\ud83d\\ude42\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "[]", "[ ]", "{}", "{ }", "[1,[2,{\"a\":[]}]]",
        "\r\n\t{\"a\" : 1 , \"b\":null}\n",
        "{\"\":1}", "\"\\u0000\"",
    ])
    func `what is JSON is read as Foundation reads it`(text: String) throws {
        let document = try JSONValue(Array(text.utf8))
        if case .number = document { return }
        let wanted = try JSONDecoder().decode(ReadByFoundation.self, from: Data(text.utf8)).value
        #expect(document == wanted)
    }

    @Test(
        arguments: [
            ("12.0", 12), ("1.2e1", 12), ("1200e-2", 12), ("-7.00", -7), ("0.0", 0), ("0e99999999999999999999", nil),
            ("0e999", 0), ("0.99999999999999999999", nil), ("1e18", 1_000_000_000_000_000_000), ("1e19", nil),
            ("12.5", nil), ("1e-9223372036854775808", nil), ("1.0e-9223372036854775808", nil),
            ("9007199254740993.0", 9_007_199_254_740_993),
        ] as [(String, Int?)])
    func `a number is whole by its digits`(text: String, value: Int?) throws {
        let number = try JSONValue(Array(text.utf8))
        #expect(number.wholeNumber == value)
        #expect(number.bytes == Array(text.utf8), "its digits are kept")
    }

    @Test func `bytes that are not UTF-8 are no JSON`() {
        for bytes: [UInt8] in [
            [0xff], [0x22, 0xff, 0x22], [0x22, 0x5c, 0x6e, 0xc3, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
        ] {
            #expect(throws: MalformedJSON.self) { try JSONValue(bytes) }
        }
    }

    @Test func `depth has an end before the stack has`() {
        func nested(_ depth: Int) -> [UInt8] {
            Array(String(repeating: "[", count: depth).utf8) + Array(String(repeating: "]", count: depth).utf8)
        }
        #expect((try? JSONValue(nested(100))) != nil)
        #expect((try? JSONValue(nested(101))) == nil && (try? JSONValue(nested(500_000))) == nil)
    }

    @Test func `a member that is given twice is no JSON`() throws {
        for text in [#"{"a":1,"a":2}"#, #"[{"b":{"a":1,"\u0061":1}}]"#] {
            #expect(throws: MalformedJSON.self) { try JSONValue(Array(text.utf8)) }
        }
        let many = (0..<1000).map { "\"m\($0)\":0" }.joined(separator: ",")
        #expect(throws: Never.self) { try JSONValue(Array("{\(many)}".utf8)) }
        #expect(throws: MalformedJSON.self) { try JSONValue(Array("{\(many),\"m7\":1}".utf8)) }
    }

    @Test func `a byte order mark is skipped`() throws {
        #expect(try JSONValue([0xef, 0xbb, 0xbf] + Array("[1]".utf8)) == .list([1]))
    }

    @Test(arguments: ["plain", "\"quoted\" \\ back", "line\nend\t\u{1}\u{1f}", "नमस्ते 🙂", ""])
    func `what is written is read back, in its order`(text: String) throws {
        let document: JSONValue = [
            "text": .text(text), "none": .null, "left out": nil, "number": -7, "list": .list([["n": 1], ["n": 2]]),
            "after": "x",
        ]
        #expect(try JSONValue(document.bytes) == document)
        let wanted = try JSONDecoder().decode(ReadByFoundation.self, from: Data(document.bytes)).value
        #expect(wanted["text"] == .text(text) && wanted["none"] == .null && wanted["left out"] == nil)
        #expect(document.document.hasSuffix(#","none":null,"number":-7,"list":[{"n":1},{"n":2}],"after":"x"}"#))
    }

    @Test func `a Codable value is written in its order, and read back`() throws {
        let value = Sample(zulu: "z", alpha: nil, list: [1, 2], inner: [.init(old: nil, new: true)], kind: .second)
        let bytes = try value.encodedJSON()
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"zulu":"z","list":[1,2],"inner":[{"old":null,"new":true}],"kind":"second"}"#)
        #expect(try Sample(json: bytes) == value)
    }

    @Test(arguments: [
        (#"{"list":[]}"#, "/zulu missing"), (#"{"zulu":1}"#, "/zulu String"), (#"{"zulu":null}"#, "/zulu null"),
        (#"{"zulu":"","list":[1,1.5]}"#, "/list/1 Int"), (#"{"zulu":"","list":{}}"#, "/list Array<Any>"),
        (#"{"zulu":"","list":[1.0],"inner":[],"kind":"third"}"#, "/kind value"),
        (#"{"zulu":"","list":[],"inner":[1],"kind":"first"}"#, "/inner/0 Dictionary<String, Any>"),
    ])
    func `an error says where what is wrong`(text: String, wanted: String) {
        do {
            _ = try Sample(json: Array(text.utf8))
            Issue.record("was read")
        } catch DecodingError.keyNotFound(let key, let context) {
            #expect(place(context.codingPath + [key]) + " missing" == wanted)
        } catch DecodingError.valueNotFound(_, let context) {
            #expect(place(context.codingPath) + " null" == wanted)
        } catch DecodingError.typeMismatch(let type, let context) {
            #expect(place(context.codingPath) + " \(type)" == wanted)
        } catch DecodingError.dataCorrupted(let context) {
            #expect(place(context.codingPath) + " value" == wanted)
        } catch {
            Issue.record(error)
        }
    }

    private func place(_ path: [any CodingKey]) -> String {
        path.map { "/" + ($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
    }

    @Test func `a member that may be anything is read as it stands, a fraction as it was written`() throws {
        struct Document: Decodable {
            let amount: JSONValue
            let rest: JSONValue?
        }
        let document = try Document(json: Array(#"{"amount": 1299.50, "rest": ["a", null]}"#.utf8))
        #expect(document.amount == .number("1299.50") && document.rest == .list([.text("a"), .null]))
        #expect(try Document(json: Array(#"{"amount": 7}"#.utf8)).amount == .integer(7))
    }
}

private struct Sample: Codable, Equatable {
    /// As the catalogue's changes: its nil is a null.
    struct Change<Old: Codable & Equatable>: Codable, Equatable {
        let old: Old
        let new: Bool
    }

    enum Kind: String, Codable { case first, second }

    let zulu: String
    let alpha: String?
    let list: [Int]
    let inner: [Change<String?>]
    let kind: Kind
}

/// What Foundation makes of a document.
private struct ReadByFoundation: Decodable {
    let value: JSONValue

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }

    init(from decoder: any Decoder) throws {
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            value = .null
        } else if let bool = try? single.decode(Bool.self) {
            value = .bool(bool)
        } else if let integer = try? single.decode(Int.self) {
            value = .integer(integer)
        } else if let text = try? single.decode(String.self) {
            value = .text(text)
        } else if let list = try? single.decode([ReadByFoundation].self) {
            value = .list(list.map(\.value))
        } else {
            let members = try decoder.container(keyedBy: Name.self)
            value = .object(
                try members.allKeys.map {
                    .init($0.stringValue, try members.decode(ReadByFoundation.self, forKey: $0).value)
                }.sorted { $0.name < $1.name })
        }
    }
}
