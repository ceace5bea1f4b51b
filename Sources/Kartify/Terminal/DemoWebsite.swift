import Crypto
import Domain
import Storage

/// The products of a demo website.
struct DemoWebsite: Sendable {
    struct Item: Sendable {
        let name: String
        let description: String
        let rupees: Int
        /// Size and SKU; an item without sizes has one SKU under an empty size.
        let skus: [(size: String, sku: String?, quantity: Int)]
        var isGiftWrapped = false
        var category = ""
    }

    let name: String
    let prefix: String
    let hosts: [String]
    let oms: OMSKind
    let colour: String
    var items: [Item]

    static let small = [
        DemoWebsite(
            name: "Kartify Demo", prefix: "KFY", hosts: ["localhost", "127.0.0.1"], oms: .arvind, colour: "#9c2f2f",
            items: [
                Item(
                    name: "Polo shirt, navy", description: "Cotton piqué, regular fit.", rupees: 1299,
                    skus: [
                        ("S", "POLO-NVY-S", 8), ("M", "POLO-NVY-M", 12), ("L", "POLO-NVY-L", 5),
                        ("XL", "POLO-NVY-XL", 0),
                    ], isGiftWrapped: true),
                Item(
                    name: "Slim jeans, indigo", description: "Stretch denim, mid rise.", rupees: 2499,
                    skus: [("30", "JEANS-IND-30", 4), ("32", "JEANS-IND-32", 9), ("34", "JEANS-IND-34", 1)]),
                Item(
                    name: "Linen shirt, white",
                    description: "Pure linen, long sleeves. New: its SKUs are not given yet.",
                    rupees: 1999, skus: [("S", nil, 0), ("M", nil, 0), ("L", nil, 0)]),
                Item(
                    name: "Leather belt, tan", description: "Full-grain leather, one size.", rupees: 899,
                    skus: [("", "BELT-TAN", 20)]),
                Item(
                    name: "Silk sari, crimson", description: "Handwoven in Kanchipuram, with blouse piece.",
                    rupees: 129_900,
                    skus: [("", "SARI-CRM", 2)]),
            ]),
        DemoWebsite(
            name: "Second Street", prefix: "SEC", hosts: ["second.localhost"], oms: .fynd, colour: "#0b5d66",
            items: [
                Item(
                    name: "Running shoes", description: "Light mesh, cushioned sole.", rupees: 3499,
                    skus: [("8", "RUN-8", 6), ("9", "RUN-9", 6), ("10", "RUN-10", 3)]),
                // The same SKU as on the other website: SKUs are unique per website only.
                Item(
                    name: "Leather belt, tan", description: "Full-grain leather.", rupees: 799,
                    skus: [("", "BELT-TAN", 7)]),
            ]),
    ]
}

/// A demo website with the credentials that it and the sandbox share.
struct DemoPartner: Sendable {
    let website: DemoWebsite
    let settings: ModuleSettings
    let sandbox: SandboxFile.Website

    init(_ website: DemoWebsite, sandbox url: String, port: String) {
        self.website = website
        let prefix = website.prefix.lowercased()
        let apiURL = url + website.oms.sandboxPath
        switch website.oms {
        case .arvind:
            settings = ModuleSettings(
                oms: .arvind, isEnabled: true, username: "arvind-\(prefix)", channelID: "CH-\(website.prefix)",
                warehouseID: "WH-BLR-1", apiURL: apiURL, orderingStoreID: "OS-\(website.prefix)")
        case .fynd:
            settings = ModuleSettings(
                oms: .fynd, isEnabled: true, channelID: "AFF-\(website.prefix)", apiURL: apiURL)
        }
        sandbox = SandboxFile.Website(
            name: website.name, oms: website.oms.rawValue, host: website.hosts[0],
            address: "http://\(website.hosts[0]):\(port)",
            username: settings.username, password: Base64.url.encode(randomBytes(18)),
            authToken: Base64.url.encode(randomBytes(24)), channelId: settings.channelID,
            warehouseId: settings.warehouseID, orderingStoreId: settings.orderingStoreID,
            webhookSecret: website.oms.signsIn ? nil : Base64.url.encode(randomBytes(24)),
            stock: website.items.flatMap(\.skus).compactMap { entry in
                entry.sku.map { .init(sku: $0, quantity: entry.quantity) }
            })
    }

    struct Sealed: Sendable {
        let passwordHash: String
        let authToken: [UInt8]
        let webhookSecret: [UInt8]?
    }

    func sealed(_ key: SecretKey) -> Sealed {
        Sealed(
            passwordHash: PasswordHasher.standard.hash(sandbox.password),
            authToken: key.seal(sandbox.authToken, purpose: SealPurpose.authToken),
            webhookSecret: sandbox.webhookSecret.map { key.seal($0, purpose: SealPurpose.webhookSecret) })
    }
}

extension Transaction {
    func add(_ partner: DemoPartner, _ sealed: DemoPartner.Sealed, nobodysHash: String, at now: Instant) throws {
        let demo = partner.website
        let website = try addWebsite(
            name: demo.name, orderPrefix: demo.prefix, hosts: demo.hosts, oms: demo.oms, at: now)
        try setColour(BrandColour(demo.colour), of: website.id)
        try saveModule(partner.settings, of: website.id, at: now)
        if demo.oms.signsIn { try setModulePassword(hash: sealed.passwordHash, of: website.id) }
        try setAuthToken(sealed: sealed.authToken, of: website.id)
        if let secret = sealed.webhookSecret { try setWebhookSecret(sealed: secret, of: website.id) }
        try saveMessageSettings(MessageSettings(sendsMail: true), of: website.id)
        for item in demo.items { try add(item, to: website, at: now) }
        let counts = partner.sandbox.stock.compactMap { stock in
            SKU(stock.sku).map { StockCount(sku: $0, count: stock.quantity, takenAt: now) }
        }
        _ = try applyCounts(counts, of: website.id, reference: "demo data", at: now)
        if let email = EmailAddress(Demo.customerEmail) {
            _ = try addCustomer(
                websiteID: website.id, email: email, name: "Asha Rao", passwordHash: nobodysHash, at: now)
        }
    }

    private func add(_ item: DemoWebsite.Item, to website: Website, at now: Instant) throws {
        let product = try addProduct(
            websiteID: website.id, name: item.name, description: item.description,
            price: Money(paise: item.rupees * 100))
        try setCategory(named: item.category, ofProduct: product, of: website.id)
        let sizes = item.skus.filter { !$0.size.isEmpty }
        let option = sizes.isEmpty ? nil : try addOption(productID: product, name: "Size", isStock: true)
        for entry in item.skus {
            let value = try option.map { try addOptionValue(optionID: $0, ofProduct: product, name: entry.size) }
            guard let sku = entry.sku.flatMap(SKU.init) else { continue }
            try putSKU(
                sku, on: SKUCarrier(productID: product, optionValueID: value), of: website.id, by: "demo data", at: now)
        }
        guard item.isGiftWrapped else { return }
        let gift = try addOption(productID: product, name: "Gift wrap", isStock: false)
        _ = try addOptionValue(optionID: gift, ofProduct: product, name: "Yes", priceDifference: Money(paise: 5000))
    }
}

extension OMSKind {
    /// Where the sandbox plays it.
    var sandboxPath: String {
        switch self {
        case .arvind: "/api"
        case .fynd: "/fynd"
        }
    }
}
