/// The words that begin and end a transaction.
extension Connection {
    func beginReading() throws { try execute("BEGIN") }

    /// Waits for other writers.
    func beginWriting() throws { try execute("BEGIN IMMEDIATE") }

    func commit() throws { try execute("COMMIT") }

    func rollBack() throws { try execute("ROLLBACK") }

    /// Marks where `returnToSavepoint` goes back to.
    func setSavepoint() throws { try execute("SAVEPOINT one") }

    func returnToSavepoint() throws { try execute("ROLLBACK TO one") }

    func releaseSavepoint() throws { try execute("RELEASE one") }
}
