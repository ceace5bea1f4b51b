import Domain
import Testing

/// Where a product's SKUs are, and whether customers see it.
struct ProductRuleTests {
    private func aProduct(
        sizes: [(String, sku: String?)]? = [("S", "POLO-S"), ("M", nil)], wrap: Bool = true, sku: String? = nil,
        available: Int = 5, isDisabledByHand: Bool = false
    ) -> Product {
        var options: [ProductOption] = []
        if let sizes {
            let values = sizes.enumerated().map { index, size in
                OptionValue(id: ID(11 + index), name: size.0, priceDifference: .zero, sku: size.sku.map(stocked))
            }
            options.append(ProductOption(id: 1, name: "Size", isStock: true, values: values))
        }
        if wrap {
            let yes = OptionValue(id: 21, name: "Yes", priceDifference: Money(paise: 5000), sku: nil)
            options.append(ProductOption(id: 2, name: "Gift wrap", isStock: false, values: [yes]))
        }
        return Product(
            id: 7, websiteID: 1, name: "Polo", description: "", price: Money(paise: 10_000),
            isDisabledByHand: isDisabledByHand, available: available, options: options, sku: sku.map(stocked))
    }

    private func stocked(_ code: String) -> StockedSKU {
        StockedSKU(id: 1, code: code, count: 5, available: 5, countedAt: nil)
    }

    private func refusal(_ body: () throws(Refusal) -> Void) -> String? {
        do throws(Refusal) {
            try body()
            return nil
        } catch { return error.message }
    }

    @Test func `of two options only the stock option says which SKU is sold`() throws {
        let product = aProduct()
        #expect(product.stockOption?.name == "Size")
        let wrapped = try product.offer(choosing: [11, 21])
        #expect(wrapped.sku?.code == "POLO-S" && wrapped.unitPrice == Money(paise: 15_000))
        #expect(try product.offer(choosing: [11]).sku?.code == "POLO-S" && product.offer(choosing: [12]).sku == nil)
        #expect(throws: Refusal.self) { try product.offer(choosing: [21]) }
    }

    @Test func `a product without a stock option carries one SKU itself, whatever else is chosen`() throws {
        let belt = aProduct(sizes: nil, sku: "BELT")
        #expect(try belt.offer(choosing: []).sku?.code == "BELT" && belt.offer(choosing: [21]).sku?.code == "BELT")
        #expect(try aProduct(sizes: nil, wrap: false, sku: nil).offer(choosing: []).available == 0)
    }

    @Test(arguments: [
        (5, false, "Enabled"), (0, false, "Disabled: no stock"), (5, true, "Disabled by hand"),
        (0, true, "Disabled by hand"),
    ])
    func `enabled, disabled by hand and disabled by stock are three states`(available: Int, byHand: Bool, title: String)
    {
        #expect(aProduct(available: available, isDisabledByHand: byHand).visibility.title == title)
    }

    @Test func `a second stock option is refused, and one beside a SKU of the product's own`() {
        #expect(
            refusal { () throws(Refusal) in try aProduct().checkNewOption(named: "Colour", isStock: true) }?.contains(
                "has the stock option Size already") == true)
        #expect(refusal { () throws(Refusal) in try aProduct().checkNewOption(named: "Colour", isStock: false) } == nil)
        let belt = aProduct(sizes: nil, sku: "BELT")
        #expect(
            refusal { () throws(Refusal) in try belt.checkNewOption(named: "Size", isStock: true) }?.contains(
                "“Polo” itself has BELT") == true)
        #expect(refusal { () throws(Refusal) in try belt.checkNewOption(named: "Engraving", isStock: false) } == nil)
    }

    @Test(arguments: ["", "size", "SIZE", String(repeating: "x", count: 101)])
    func `an option needs a name of its own`(name: String) {
        #expect(refusal { () throws(Refusal) in try aProduct().checkNewOption(named: name, isStock: false) } != nil)
    }

    @Test func `a value needs a name of its own in its option`() throws {
        let product = aProduct()
        let size = try #require(product.stockOption)
        #expect(
            refusal { () throws(Refusal) in try product.checkNewValue(named: "s", of: size) }
                == "There is a value called “S” already.")
        #expect(refusal { () throws(Refusal) in try product.checkNewValue(named: "L", of: size) } == nil)
    }

    @Test func `an option that carries SKUs is not deleted; others are`() {
        let product = aProduct()
        #expect(
            refusal { () throws(Refusal) in try product.checkDeletion(of: product.options[0]) }
                == "Size has POLO-S. Delete its values or remove their SKUs first.")
        #expect(refusal { () throws(Refusal) in try product.checkDeletion(of: product.options[1]) } == nil)
        let bare = aProduct(sizes: [("S", nil)])
        #expect(refusal { () throws(Refusal) in try bare.checkDeletion(of: bare.options[0]) } == nil)
    }

    @Test func `the stock option is not changed while a SKU would lose its place`() {
        let product = aProduct(), bare = aProduct(sizes: [("S", nil)])
        #expect(
            refusal { () throws(Refusal) in try product.checkStockOption(product.options[1]) }?.hasPrefix(
                "Size has POLO-S.") == true)
        #expect(refusal { () throws(Refusal) in try product.checkStockOption(nil) } != nil)
        #expect(refusal { () throws(Refusal) in try product.checkStockOption(product.options[0]) } == nil)
        #expect(refusal { () throws(Refusal) in try bare.checkStockOption(nil) } == nil)
    }

    @Test func `an image is told by its first bytes`() {
        #expect(kind(png()) == .png && kind(png(width: 0)) == nil && kind(png(width: 70_000)) == nil)
        #expect(kind(jpeg) == .jpeg && kind(Array(jpeg.dropLast(4))) == nil)
        #expect(kind([0xFF, 0xD8, 0xFF]) == nil && kind([0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0]) == nil)
        let riff = Array("RIFF1234WEBP".utf8)
        let lossy: [UInt8] = Array("VP8 ".utf8) + [10, 0, 0, 0, 0, 0, 0, 0x9D, 0x01, 0x2A, 40, 0, 30, 0]
        let lossless: [UInt8] = Array("VP8L".utf8) + [10, 0, 0, 0, 0x2F, 1, 2, 3, 0, 0, 0, 0, 0, 0]
        let extended: [UInt8] = Array("VP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 30, 0, 0]
        for chunk in [lossy, lossless, extended] {
            #expect(kind(riff + chunk) == .webp && kind(riff + chunk.prefix(9)) == nil)
        }
        for text in ["", "RIFF1234WAVE", "RIFF1234WEBPVP8 ", "<svg xmlns=", "GIF89a", "\u{89}PNG"] {
            #expect(kind(Array(text.utf8)) == nil)
        }
    }

    private func kind(_ bytes: [UInt8]) -> ImageKind? { ImageKind(of: bytes[...]) }

    private func png(width: Int = 40) -> [UInt8] {
        let sides = [width, 30].flatMap { side in [24, 16, 8, 0].map { UInt8(side >> $0 & 0xFF) } }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + sides
            + [8, 2, 0, 0, 0, 1, 2, 3, 4]
    }

    private let jpeg: [UInt8] = [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xC2, 0, 8, 8, 0, 30, 0, 40, 3,
    ]
}
