/// One statement for many rows: its text is built and looked up once, which is a third of the cost of a small statement.
///
/// Each `?` of the text is one of a row's values, in order. The text is a literal, so nothing can become code.
extension Reader where Self: ~Copyable {
    /// The first row that a query finds for each input; nil where it finds none.
    func first<Input, Value>(
        _ text: StaticString, for inputs: [Input], _ values: (Input) -> [SQLValue], decode: (Row) throws -> Value
    ) throws -> [Value?] {
        var found: [Value?] = []
        found.reserveCapacity(inputs.count)
        try connection.run(text, for: inputs, values) { found.append(try $0.step().map(decode)) }
        return found
    }
}

extension Transaction {
    /// Runs a statement that writes, once for each input.
    func execute<Input>(_ text: StaticString, for inputs: [Input], _ values: (Input) -> [SQLValue]) throws {
        guard !inputs.isEmpty else { return }
        try connection.run(text, for: inputs, values) { while try $0.step() != nil {} }
    }
}
