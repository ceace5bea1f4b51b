import Domain
import Storage

extension Terminal {
    /// `kartify website add …` and `kartify website gateway …`
    func changeWebsite() throws {
        switch (arguments.dropFirst().first, arguments.count) {
        case ("add", 5...): try addWebsite()
        case ("gateway", 4): try chooseGateway()
        default:
            throw Refusal(
                .invalid,
                """
                Give a name, a prefix and the hosts: kartify website add NAME PREFIX HOST …, or a host and its payment \
                gateway: kartify website gateway HOST none.
                """)
        }
    }

    /// `kartify website gateway HOST none|sandbox`
    private func chooseGateway() throws {
        let host = arguments[2].lowercased()
        let installation = try Installation(self)
        let database = try installation.openDatabase()
        guard let website = try database.read({ try $0.website(host: host) }) else {
            throw Refusal(.notFound, "No website answers at “\(host)”.")
        }
        switch arguments[3] {
        case "none": try database.write { try $0.setPaymentGateway(nil, of: website.id) }
        case "sandbox": try demo(installation, database).connectGateway(host: host)
        case let unknown:
            throw Refusal(.invalid, "There is no payment gateway “\(unknown)”. Use none, or sandbox in a demo.")
        }
        try database.write {
            try $0.audit(
                "Chose the payment gateway", of: arguments[3], by: person, websiteID: website.id, at: .now)
        }
        say(
            "“\(website.name)” \(arguments[3] == "none" ? "takes cash on delivery only" : "is paid online by the sandbox")."
        )
    }

    /// `kartify website add NAME PREFIX HOST …`
    private func addWebsite() throws {
        let (name, prefix) = (arguments[2].trimmed, arguments[3])
        let hosts = arguments[4...].map { $0.lowercased() }
        guard (1...100).contains(name.count) else { throw Refusal(.invalid, "Type a name of up to 100 characters.") }
        guard (2...8).contains(prefix.count), prefix.allSatisfy({ $0.isASCIILetter && $0.isUppercase }) else {
            throw Refusal(.invalid, "A prefix has 2 to 8 capital letters, such as KFY.")
        }
        if let wrong = hosts.first(where: { !Self.isHost($0) }) {
            throw Refusal(.invalid, "“\(wrong)” is no host name. Type it without http:// and without a port.")
        }
        do {
            try Installation(self).openDatabase().write {
                let website = try $0.addWebsite(name: name, orderPrefix: prefix, hosts: hosts, at: .now)
                try $0.audit("Added the website", of: name, by: person, websiteID: website.id, at: .now)
            }
        } catch DatabaseError.notUnique {
            throw Refusal(.conflict, "Another website has this prefix, or one of these hosts. Choose others.")
        }
        say(
            "“\(name)” answers at \(hosts.joined(separator: ", ")). Add staff with kartify user add NAME, then set up its module in /admin."
        )
    }

    private static func isHost(_ text: String) -> Bool {
        (1...253).contains(text.count)
            && text.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == "." || $0 == "-" }
    }
}
