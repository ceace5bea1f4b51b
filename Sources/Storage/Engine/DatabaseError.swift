/// What the database, or its file, refused. A fault for the log: none of it is for visitors.
package enum DatabaseError: Error, Sendable {
    /// A UNIQUE or PRIMARY KEY constraint.
    case notUnique(String)
    /// Another constraint: the schema argues back.
    case constraint(String)
    /// Anything else, with the engine's code and words.
    case failed(code: Int32, message: String, sql: String)
    /// A column holds what the decoder did not expect.
    case unexpectedColumn(index: Int, type: String, sql: String)
    /// The file was written by a newer Kartify.
    case newerSchema(found: Int, known: Int)
    /// A frozen migration was changed after it had run here.
    case migrationChanged(Int)
}
