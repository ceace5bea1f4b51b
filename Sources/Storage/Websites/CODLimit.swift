import Domain

extension Reader where Self: ~Copyable {
    /// The most that a website's customers may pay in cash for one order; nil where there is no limit.
    package func codLimit(of id: ID<Website>) throws -> Money? {
        try remembered(.codLimit(id)) {
            try first("SELECT cod_limit FROM website WHERE id = \(id)") { try $0.next() as Money? } ?? nil
        }
    }
}

extension Transaction {
    package func setCODLimit(_ limit: Money?, of id: ID<Website>) throws {
        try execute("UPDATE website SET cod_limit = \(limit) WHERE id = \(id)")
    }
}
