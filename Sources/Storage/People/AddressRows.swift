import Domain

package struct AddressRow: Sendable {
    package let id: ID<AddressRow>
    package let address: Address
    /// Whether the checkout is filled in with it.
    package let isPreferred: Bool
}

extension Reader where Self: ~Copyable {
    package func addresses(of customerID: ID<CustomerAccount>) throws -> [AddressRow] {
        try all(
            """
            SELECT id, name, line1, line2, city, state, pincode, phone, is_preferred FROM customer_address
            WHERE customer_id = \(customerID) ORDER BY is_preferred DESC, id
            """
        ) { row in
            AddressRow(
                id: try row.next(),
                address: Address(
                    name: try row.next(), line1: try row.next(), line2: try row.next(), city: try row.next(),
                    state: try row.next(), pincode: try row.next(), phone: try row.next()),
                isPreferred: try row.next())
        }
    }
}

extension Transaction {
    /// Saves an address; the first one is preferred.
    package func addAddress(_ address: Address, of customerID: ID<CustomerAccount>) throws {
        let isFirst = try addresses(of: customerID).isEmpty
        try execute(
            """
            INSERT INTO customer_address (customer_id, name, line1, line2, city, state, pincode, phone, is_preferred)
            VALUES (\(customerID), \(address.name), \(address.line1), \(address.line2), \(address.city), \(address.state),
                \(address.pincode), \(address.phone), \(isFirst))
            """)
    }

    /// Puts another address in the place of one of a customer's.
    package func changeAddress(_ id: ID<AddressRow>, to address: Address, of customerID: ID<CustomerAccount>) throws {
        try execute(
            """
            UPDATE customer_address SET name = \(address.name), line1 = \(address.line1), line2 = \(address.line2),
                city = \(address.city), state = \(address.state), pincode = \(address.pincode), phone = \(address.phone)
            WHERE id = \(id) AND customer_id = \(customerID)
            """)
    }

    package func preferAddress(_ id: ID<AddressRow>, of customerID: ID<CustomerAccount>) throws {
        guard try addresses(of: customerID).contains(where: { $0.id == id }) else { return }
        try execute(
            "UPDATE customer_address SET is_preferred = 0 WHERE customer_id = \(customerID) AND is_preferred = 1")
        try execute("UPDATE customer_address SET is_preferred = 1 WHERE id = \(id)")
    }

    /// Removes one of a customer's addresses; where it was preferred, the oldest of the others is.
    package func removeAddress(_ id: ID<AddressRow>, of customerID: ID<CustomerAccount>) throws {
        try execute("DELETE FROM customer_address WHERE id = \(id) AND customer_id = \(customerID)")
        guard let next = try addresses(of: customerID).first, !next.isPreferred else { return }
        try preferAddress(next.id, of: customerID)
    }
}
