import Domain

extension Reader where Self: ~Copyable {
    /// Whether a website's customers may have the refund of a COD order at a UPI id.
    package func offersUPIRefunds(at id: ID<Website>) throws -> Bool {
        try remembered(.upiRefunds(id)) {
            try first("SELECT upi_refunds FROM website WHERE id = \(id)") { try $0.next() as Bool } ?? false
        }
    }
}

extension Transaction {
    package func setUPIRefunds(_ areOffered: Bool, of id: ID<Website>) throws {
        try execute("UPDATE website SET upi_refunds = \(areOffered) WHERE id = \(id)")
    }
}
