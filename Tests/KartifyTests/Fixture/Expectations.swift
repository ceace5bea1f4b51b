import Testing

/// An error of the JSON interface: an RFC 9457 document with the contract's code, under a request id.
func expectProblem(
    _ answer: Answer, _ code: String, at pointer: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    #expect(
        answer.header("Content-Type") == "application/problem+json", "\(answer.text)", sourceLocation: sourceLocation)
    #expect(answer.header("X-Request-Id")?.isEmpty == false, sourceLocation: sourceLocation)
    #expect(answer.header("Link") == "</docs#\(code)>; rel=\"help\"", sourceLocation: sourceLocation)
    let json = try answer.json()
    #expect(json["type"] == "about:blank", sourceLocation: sourceLocation)
    #expect(json["status"] == .integer(answer.status), sourceLocation: sourceLocation)
    #expect(json["code"] == .text(code), sourceLocation: sourceLocation)
    #expect(json["title"]?.string?.isEmpty == false, sourceLocation: sourceLocation)
    #expect(json["detail"]?.string?.isEmpty == false, sourceLocation: sourceLocation)
    if let pointer {
        #expect(json["errors"]?[0]?["pointer"] == .text(pointer), sourceLocation: sourceLocation)
    }
}
