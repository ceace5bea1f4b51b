import Domain

extension Reader where Self: ~Copyable {
    package func website(host: String) throws -> Website? {
        try websitesByHost()[host]
    }

    /// All of them at once: what strangers send as a host would fill the memory.
    private func websitesByHost() throws -> [String: Website] {
        try remembered(.websitesByHost) {
            let found = try all(
                """
                SELECT h.host, w.id, w.name, w.order_prefix, w.oms FROM website_host h JOIN website w ON w.id = h.website_id
                """
            ) { (host: try $0.next() as String, website: try website(&$0)) }
            return Dictionary(found.map { ($0.host, $0.website) }) { first, _ in first }
        }
    }

    package func website(id: ID<Website>) throws -> Website? {
        try first("SELECT id, name, order_prefix, oms FROM website WHERE id = \(id)") { try website(&$0) }
    }

    package func websites() throws -> [Website] {
        try remembered(.websites) {
            try all("SELECT id, name, order_prefix, oms FROM website ORDER BY id") { try website(&$0) }
        }
    }

    /// A website's host names; the first is the one links are made with.
    package func hosts(of website: Website) throws -> [String] {
        try all("SELECT host FROM website_host WHERE website_id = \(website.id) ORDER BY length(host) DESC, host DESC")
        {
            try $0.next()
        }
    }

    private func website(_ row: inout Row) throws -> Website {
        Website(id: try row.next(), name: try row.next(), orderPrefix: try row.next(), oms: try row.next())
    }
}

extension Transaction {
    /// A new website with an empty module of each OMS.
    package func addWebsite(
        name: String, orderPrefix: String, hosts: [String], oms: OMSKind = .arvind, at now: Instant
    ) throws -> Website {
        let id: ID<Website> = try insert(
            "INSERT INTO website (name, order_prefix, oms) VALUES (\(name), \(orderPrefix), \(oms)) RETURNING id")
        for host in hosts {
            try execute("INSERT INTO website_host (host, website_id) VALUES (\(host), \(id))")
        }
        for oms in OMSKind.allCases {
            try execute("INSERT INTO module (website_id, oms, updated_at) VALUES (\(id), \(oms), \(now))")
        }
        return Website(id: id, name: name, orderPrefix: orderPrefix, oms: oms)
    }

    /// Gives a website another OMS. Its open orders stay with the one before, whose module stays as it is.
    package func setOMS(_ oms: OMSKind, of websiteID: ID<Website>) throws {
        try execute("UPDATE website SET oms = \(oms) WHERE id = \(websiteID)")
    }
}
