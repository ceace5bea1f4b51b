import Domain

extension Reader where Self: ~Copyable {
    package func contact(of id: ID<Website>) throws -> WebsiteContact? {
        try remembered(.contact(id)) {
            try first(
                """
                SELECT name, contact_email, contact_phone, grievance_officer, return_terms FROM website WHERE id = \(id)
                """
            ) { row in
                WebsiteContact(
                    name: try row.next(), email: try row.next(), phone: try row.next(),
                    grievanceOfficer: try row.next(), returnTerms: try row.next())
            }
        }
    }
}

extension Transaction {
    package func saveContact(_ contact: WebsiteContact, of id: ID<Website>) throws {
        try execute(
            """
            UPDATE website SET name = \(contact.name), contact_email = \(contact.email), contact_phone = \(contact.phone),
                grievance_officer = \(contact.grievanceOfficer), return_terms = \(contact.returnTerms)
            WHERE id = \(id)
            """)
    }
}
