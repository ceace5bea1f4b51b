import Domain

extension Reader where Self: ~Copyable {
    /// The website that answers under a host name.
    package func website(host: String) throws -> Website? {
        try first(
            """
            SELECT w.id, w.name, w.order_prefix FROM website_host h JOIN website w ON w.id = h.website_id
            WHERE h.host = \(host)
            """
        ) { try website(&$0) }
    }

    /// A website by its id.
    package func website(id: ID<Website>) throws -> Website? {
        try first("SELECT id, name, order_prefix FROM website WHERE id = \(id)") { try website(&$0) }
    }

    /// All websites, oldest first.
    package func websites() throws -> [Website] {
        try all("SELECT id, name, order_prefix FROM website ORDER BY id") { try website(&$0) }
    }

    /// A website's host names; the first is the one links are made with.
    package func hosts(of website: Website) throws -> [String] {
        try all("SELECT host FROM website_host WHERE website_id = \(website.id) ORDER BY length(host) DESC, host DESC")
        {
            try $0.next()
        }
    }

    private func website(_ row: inout Row) throws -> Website {
        Website(id: try row.next(), name: try row.next(), orderPrefix: try row.next())
    }
}

extension Transaction {
    /// A new website with an empty module.
    package func addWebsite(name: String, orderPrefix: String, hosts: [String], at now: Instant) throws -> Website {
        let id: ID<Website> = try insert(
            "INSERT INTO website (name, order_prefix) VALUES (\(name), \(orderPrefix)) RETURNING id")
        for host in hosts {
            try execute("INSERT INTO website_host (host, website_id) VALUES (\(host), \(id))")
        }
        try execute("INSERT INTO module (website_id, updated_at) VALUES (\(id), \(now))")
        return Website(id: id, name: name, orderPrefix: orderPrefix)
    }
}
