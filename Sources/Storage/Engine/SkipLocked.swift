extension Reader where Self: ~Copyable {
    /// At the end of a SELECT that picks what to lease: takes the row until the transaction ends, and passes over one that another
    /// machine has taken. SQLite has one writer, so no row is ever taken.
    var skippingLocked: SQL {
        connection.dialect == .sqlite ? "" : "FOR UPDATE SKIP LOCKED"
    }
}
