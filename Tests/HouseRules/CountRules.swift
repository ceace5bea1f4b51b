import Testing

/// Numbers that a person reads, with what they count.
struct CountRules {
    @Test func `a number and its noun are put together by counted(), so that no page says “1 orders”`() throws {
        let code = try Repository.files(in: ["Sources"], endingIn: [".swift"])
        let pages = try Repository.files(in: ["templates"], endingIn: [".html"])
        let nouns = Set(code.flatMap { $0.text.matches(of: #/counted\([^"\n]*"(\w+)[ "]/#).map { "\($0.output.1)s" } })
        #expect(nouns.contains("orders") && nouns.contains("events"))
        for file in code + pages {
            for line in file.lines where !line.contains("///") {
                for match in line.matches(of: #/(?:\\\(([\w.]+)\)|\{\{(\w+)\}\}) (\w+)/#)
                where nouns.contains("\(match.output.3)") {
                    // What is fixed in the code, and is not 1.
                    let number = "\(match.output.1 ?? match.output.2 ?? "")"
                    let isFixed = number.hasPrefix("Self.") || number.hasSuffix("upperBound")
                    #expect(isFixed, "\(file.path): \(match.output.0)")
                }
            }
        }
    }
}
