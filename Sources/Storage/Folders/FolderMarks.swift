extension Reader where Self: ~Copyable {
    /// The mark in a folder that all machines share; nil when none has been chosen.
    package func mark(ofFolder name: String) throws -> String? {
        try first("SELECT mark FROM shared_folder WHERE name = \(name)") { try $0.next() }
    }
}

extension Transaction {
    /// Chooses a folder's mark, unless another machine was first.
    ///
    /// - Returns: the one that holds.
    package func chooseMark(_ mark: String, ofFolder name: String) throws -> String? {
        try execute("INSERT INTO shared_folder (name, mark) VALUES (\(name), \(mark)) ON CONFLICT (name) DO NOTHING")
        return try self.mark(ofFolder: name)
    }
}
