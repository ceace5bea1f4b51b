import Domain

extension Reader where Self: ~Copyable {
    package func look(of id: ID<Website>) throws -> WebsiteLook {
        try remembered(.look(id)) {
            try first("SELECT colour, logo FROM website WHERE id = \(id)") { row in
                WebsiteLook(colour: try? BrandColour(row.next() as String), logo: try row.next())
            } ?? WebsiteLook()
        }
    }
}

extension Transaction {
    package func setColour(_ colour: BrandColour?, of id: ID<Website>) throws {
        try execute("UPDATE website SET colour = \(colour?.main.text ?? "") WHERE id = \(id)")
    }

    /// - Parameter name: the file's name in the folder of images; nil for none.
    package func setLogo(_ name: String?, of id: ID<Website>) throws {
        try execute("UPDATE website SET logo = \(name) WHERE id = \(id)")
    }
}
