import Domain

extension Reader where Self: ~Copyable {
    /// The websites that somebody is restricted to, oldest first; empty for whoever sees all.
    package func restriction(of id: ID<StaffMember>) throws -> [ID<Website>] {
        try all("SELECT website_id FROM staff_website WHERE staff_id = \(id) ORDER BY website_id") { try $0.next() }
    }

    /// The websites that somebody may see, oldest first.
    package func websites(of member: StaffMember) throws -> [Website] {
        let all = try websites()
        let restriction = try restriction(of: member.id)
        return restriction.isEmpty ? all : all.filter { restriction.contains($0.id) }
    }
}

extension Transaction {
    /// Restricts somebody to some websites; to none lifts the restriction.
    package func restrict(_ member: StaffMember, to websites: [ID<Website>]) throws {
        try execute("DELETE FROM staff_website WHERE staff_id = \(member.id)")
        for id in websites {
            try execute("INSERT INTO staff_website (staff_id, website_id) VALUES (\(member.id), \(id))")
        }
    }
}
