import Crypto
import Domain
import FoundationEssentials
import JSON
import Storage

extension Terminal {
    /// `kartify demo [small]`: fills an empty installation, and prints the logins.
    func fillDemo() throws {
        guard arguments.count == 1 || arguments.dropFirst() == ["small"] else {
            throw Refusal(.invalid, "Type kartify demo, or kartify demo small for two websites without orders.")
        }
        try fillDemo(isSmall: arguments.count > 1)
    }

    /// - Parameter isSmall: a few products and no orders.
    func fillDemo(isSmall: Bool) throws {
        let installation = try Installation(self)
        let database = try installation.openDatabase()
        var demo = try demo(installation, database)
        if !isSmall { demo.websites = DemoWebsite.large }
        let (now, start) = (Instant.now, Instant.now - .days(DemoMonth.days))
        let isNew = try demo.fillIfEmpty(at: isSmall ? now : start)
        if isNew && !isSmall {
            try demo.drawPictures(in: ImageFolder(installation.folder + "/images"))
            try DemoMonth(database: database, websites: demo.websites, end: now).fill()
        }
        let websites = try database.read { try $0.websites() }.map(\.name)
        let logins: [(who: String, name: String, variable: String, set: (String) throws -> Void)] = [
            ("Staff      ", "admin", "ADMIN_PASSWORD", demo.setAdminPassword),
            ("Customer   ", Demo.customerEmail, "CUSTOMER_PASSWORD", demo.setCustomerPassword),
        ]
        for login in logins {
            let given = environment[login.variable].flatMap { $0.isEmpty ? nil : $0 }
            guard isNew || given != nil else {
                say("\(login.who)\(login.name) / the password of the first start")
                continue
            }
            let password = given ?? Base64.url.encode(randomBytes(9))
            if let objection = PasswordRule.objection(to: password, of: login.name, at: websites) {
                throw Refusal(.invalid, "\(login.variable) cannot be used. \(objection)")
            }
            try login.set(password)
            // A generated password is printed once; a given one is known already.
            say("\(login.who)\(login.name) / \(given == nil ? password : "the password you gave")")
        }
    }
}

extension Terminal {
    func demo(_ installation: Installation, _ database: Database) throws -> Demo {
        Demo(
            database: database, key: try installation.openKey(database),
            sandboxFile: installation.folder + "/sandbox.json",
            port: setting("KARTIFY_PORT", else: "8080"), sandboxPort: setting("KARTIFY_SANDBOX_PORT", else: "8081"))
    }
}

/// Demo data: two websites, a few products, one staff member and one customer.
struct Demo {
    let database: Database
    let key: SecretKey
    let sandboxFile: String
    let port: String
    let sandboxPort: String
    var websites = DemoWebsite.small
    static let customerEmail = "asha@example.com"

    /// - Returns: whether the installation was empty.
    func fillIfEmpty(at now: Instant = .now) throws -> Bool {
        guard try database.read({ try $0.websites() }).isEmpty else {
            try moveAddresses()
            try connectGateways()
            return false
        }
        let partners = websites.map { DemoPartner($0, sandbox: sandboxURL, port: port) }
        // The file is written first, so that an installation with the websites has it even if the process dies.
        try write(SandboxFile(websites: partners.map(\.sandbox)))
        let sealed = partners.map { (partner: $0, change: $0.sealed(key)) }
        let nobody = PasswordHasher.standard.nobodysHash
        try database.write { store in
            for (partner, change) in sealed { try store.add(partner, change, nobodysHash: nobody, at: now) }
            try store.addStaff(username: "admin", passwordHash: nobody, role: .administrator, at: now)
        }
        try connectGateways()
        return true
    }

    func setAdminPassword(_ password: String) throws {
        guard let found = try database.read({ try $0.staff(username: "admin") }) else { return }
        let hash = PasswordHasher.standard.hash(password)
        try database.write { try $0.setPassword(hash: hash, of: found.member, at: .now) }
    }

    func setCustomerPassword(_ password: String) throws {
        let hash = PasswordHasher.standard.hash(password)
        try database.write { store in
            for website in try store.websites() {
                guard let found = try store.customer(email: Self.customerEmail, of: website.id) else { continue }
                try store.setPassword(hash: hash, of: found.account, at: .now)
            }
        }
    }

    private var sandboxURL: String { "http://127.0.0.1:\(sandboxPort)" }
    private var payURL: String { "http://localhost:\(sandboxPort)/pay" }

    /// A later start may use other ports: the sandbox and the shops must find each other again.
    private func moveAddresses() throws {
        guard var file = knownWebsites else { return }
        for index in file.websites.indices {
            file.websites[index].address = "http://\(file.websites[index].host):\(port)"
        }
        try write(file)
        let (sandboxURL, payURL) = (sandboxURL, payURL)
        try database.write { store in
            for website in try store.websites() {
                if let row = try store.paymentGateway(of: website.id), row.gateway.kind == .sandbox {
                    let moved = PaymentGateway(kind: .sandbox, pageURL: payURL, keyID: row.gateway.keyID)
                    try store.setPaymentGateway((moved, row.sealedSecret), of: website.id)
                }
                for oms in OMSKind.allCases {
                    guard var settings = try store.module(of: website.id, oms)?.settings,
                        settings.apiURL.hasPrefix("http://127.0.0.1:"), settings.apiURL.hasSuffix(oms.sandboxPath)
                    else { continue }
                    settings.apiURL = sandboxURL + oms.sandboxPath
                    try store.saveModule(settings, of: website.id, at: .now)
                }
            }
        }
    }

    /// A website that has no account with the sandbox's payment gateway gets one, once: it may be taken away again.
    private func connectGateways() throws {
        guard var file = knownWebsites else { return }
        for index in file.websites.indices where file.websites[index].gatewayKey == nil {
            file.websites[index].gatewayKey = "key_" + Base64.url.encode(randomBytes(6))
            file.websites[index].gatewaySecret = Base64.url.encode(randomBytes(24))
            try connectGateway(of: file.websites[index])
        }
        try write(file)
    }

    /// Lets the sandbox be the payment gateway of a demo website.
    func connectGateway(host: String) throws {
        let website = try database.read { try $0.website(host: host) }
        for entry in knownWebsites?.websites ?? [] {
            guard try database.read({ try $0.website(host: entry.host) }) == website, entry.gatewayKey != nil else {
                continue
            }
            return try connectGateway(of: entry)
        }
        throw Refusal(.invalid, "The sandbox is the payment gateway of demo websites only; \(host) is none.")
    }

    private func connectGateway(of entry: SandboxFile.Website) throws {
        guard let keyID = entry.gatewayKey, let secret = entry.gatewaySecret else { return }
        let gateway = PaymentGateway(kind: .sandbox, pageURL: payURL, keyID: keyID)
        let sealed = key.seal(secret, purpose: SealPurpose.gatewaySecret)
        try database.write { store in
            guard let website = try store.website(host: entry.host) else { return }
            try store.setPaymentGateway((gateway, sealed), of: website.id)
        }
    }

    private var knownWebsites: SandboxFile? {
        FileManager.default.contents(atPath: sandboxFile).flatMap { try? SandboxFile(json: Array($0)) }
    }

    private func write(_ file: SandboxFile) throws {
        try writePrivately(try file.encodedJSON(), to: sandboxFile)
    }
}

/// What the sandbox needs to stand in for Arvind: beside the data, readable by its owner only.
struct SandboxFile: Codable {
    struct Stock: Codable {
        let sku: String
        let quantity: Int
    }

    struct Website: Codable {
        let name: String
        /// Files of older versions have none, and mean the first.
        var oms: String?
        let host: String
        var address: String
        let username: String
        let password: String
        let authToken: String
        let channelId: String
        let warehouseId: String
        let orderingStoreId: String
        let webhookSecret: String?
        /// The account with the payment gateway, which the sandbox plays too. Files of older versions have none.
        var gatewayKey: String?
        var gatewaySecret: String?
        let stock: [Stock]
    }

    var websites: [Website]
}
