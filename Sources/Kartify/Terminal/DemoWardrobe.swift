extension DemoWebsite {
    /// The small demo's websites, the first of them with a whole wardrobe.
    static let large: [DemoWebsite] = {
        var websites = small
        websites[0].items += wardrobe
        for index in websites[0].items.indices {
            let item = websites[0].items[index]
            websites[0].items[index].category =
                categories.first { $0.kinds.contains(where: item.name.hasPrefix) }?.name ?? ""
        }
        return websites
    }()

    private static let categories: [(name: String, kinds: [String])] = [
        ("Shirts", ["Polo", "Oxford", "Linen", "T-shirt"]), ("Trousers", ["Slim jeans", "Chinos", "Cargo"]),
        ("Ethnic wear", ["Kurta", "Nehru", "Silk sari"]),
        ("Shoes and more", ["Running", "Loafers", "Leather belt", "Canvas", "Cap"]),
    ]

    /// Products in their sizes, each with a few units.
    private static let wardrobe: [Item] = {
        let letters = ["S", "M", "L", "XL"]
        let waists = ["30", "32", "34", "36"]
        let feet = ["7", "8", "9", "10"]
        let kinds: [(name: String, code: String, words: String, rupees: Int, sizes: [String], colours: [String])] = [
            ("Oxford shirt", "OXF", "Cotton oxford, button-down collar.", 1799, letters, ["white", "blue"]),
            ("Linen shirt", "LIN", "Pure linen, long sleeves.", 1999, letters, ["sand", "olive"]),
            ("T-shirt", "TEE", "Combed cotton, crew neck.", 599, letters, ["black", "grey"]),
            ("Chinos", "CHI", "Cotton twill with a little stretch.", 2199, waists, ["sand", "navy"]),
            ("Cargo trousers", "CAR", "Ripstop cotton, six pockets.", 2399, waists, ["olive"]),
            ("Kurta", "KUR", "Handloom cotton, knee length.", 1499, letters, ["white", "teal", "mustard"]),
            ("Nehru jacket", "NEH", "Linen blend, lined.", 3299, letters, ["navy"]),
            ("Running shoes", "RUN", "Light mesh, cushioned sole.", 3499, feet, ["grey"]),
            ("Loafers", "LOA", "Full-grain leather, leather sole.", 4299, feet, ["tan", "black"]),
            ("Canvas tote with two inner pockets and a zip", "TOT", "Undyed canvas.", 499, [""], ["natural"]),
            ("Cap", "CAP", "Washed cotton, adjustable.", 399, [""], ["navy", "olive", "red"]),
        ]
        return kinds.flatMap { kind in
            kind.colours.enumerated().map { place, colour in
                let skus = kind.sizes.enumerated().map { index, size in
                    let parts = [kind.code, String(colour.prefix(3)).uppercased(), size]
                    return (
                        size: size, sku: Optional(parts.filter { !$0.isEmpty }.joined(separator: "-")),
                        quantity: colour == "red" ? 0 : (index * 7 + place * 5 + kind.rupees / 100) % 19 + 2
                    )
                }
                return Item(name: "\(kind.name), \(colour)", description: kind.words, rupees: kind.rupees, skus: skus)
            }
        }
    }()
}
