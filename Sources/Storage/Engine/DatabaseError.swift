/// An error of the database or its file. For the log only, never for visitors.
package enum DatabaseError: Error, Sendable {
    /// A UNIQUE or PRIMARY KEY constraint.
    case notUnique(String)
    /// Another constraint: the schema argues back.
    case constraint(String)
    case failed(code: Int32, message: String, sql: String)
    /// So many writers wait already that this one was not begun.
    case busy
    /// A neighbour's trouble ended the transaction that this write was part of.
    case endedByAnother
    /// The server is gone, or has ended the transaction for the sake of another: nothing was written, and another try may work.
    case lost(String)
    /// The server is there, but takes no writes: its disk is full, or it is a standby.
    case unavailable(String)
    /// The server was gone before it confirmed a commit, and whether it was made cannot be found out.
    case unclear
    /// The file that was opened is gone from its place, or another one stands there: what is written now would be lost.
    case fileReplaced
    /// A column holds what the decoder did not expect.
    case unexpectedColumn(index: Int, type: String, sql: String)
    /// The file was written by a newer Kartify.
    case newerSchema(found: Int, known: Int)
    /// A frozen migration was changed after it had run here.
    case migrationChanged(Int)
}
