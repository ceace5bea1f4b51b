import Domain
import TestSupport
import Testing

/// A sheet held against the catalogue.
struct CatalogCheckTests {
    private static let places = [
        place(1, "Polo", "Size", (11, "S"), "POLO-S"), place(1, "Polo", "Size", (12, "M"), "POLO-M"),
        place(1, "Polo", "Size", (13, "L"), nil), place(2, "Belt", nil, nil, "BELT"),
        place(3, "Cap", "Colour", nil, nil),
    ]

    private static func place(
        _ id: ID<Product>, _ name: String, _ option: String?, _ value: (ID<OptionValue>, String)?, _ sku: String?
    )
        -> CatalogPlace
    {
        CatalogPlace(
            productID: id, product: name, price: Money(paise: 10_000), isDisabledByHand: false, option: option,
            valueID: value?.0, value: value?.1, sku: sku.flatMap(SKU.init), count: sku.map { _ in 5 })
    }

    /// Rows as ID, product, option, value, SKU, price, status.
    private func check(_ rows: [[String]]) -> CatalogCheck {
        let rows = rows.enumerated().compactMap { index, cells in
            CatalogRow(number: index + 2) { .success($0.rawValue < cells.count ? cells[$0.rawValue] : "") }
        }
        let carriers = Dictionary(
            uniqueKeysWithValues: Self.places.compactMap { place in place.sku.map { ($0, place) } })
        return CatalogCheck(rows, places: Self.places, carriers: carriers)
    }

    private func message(_ cells: [String]) -> String? { check([cells]).errors[2]?.first?.message }

    @Test func `a row that says what the catalogue says is unchanged, in any spelling`() {
        let check = check([
            ["1", "Polo", "size", "s", "POLO-S", "₹100", "enabled"], ["2", "", "", "", "", "", ""],
            ["3", "Cap", "Colour", "", "", "100.0"],
        ])
        #expect(check.unchanged == 3 && check.changes.isEmpty && check.errors.isEmpty)
    }

    @Test func `a row says what it changes, from what to what`() throws {
        let change = try #require(check([["1", " Shirt ", "Size", "M", "NEW", "120.5", "Disabled"]]).changes.first)
        #expect(change.row == 2 && change.productID == 1 && change.valueID == 12 && change.title == "“Polo”, Size: M")
        #expect(change.name == Change(from: "Polo", to: "Shirt") && change.price == Change(from: 10_000, to: 12_050))
        #expect(change.isDisabled == Change(from: false, to: true) && change.sku == Change(from: "POLO-M", to: "NEW"))
    }

    @Test func `an empty SKU leaves it, and a word takes it off`() {
        let check = check([["1", "", "", "S", ""], ["1", "", "", "M", "(none)"], ["1", "", "", "L", "(none)"]])
        #expect(check.unchanged == 2 && check.changes.map(\.sku) == [Change(from: "POLO-M", to: nil)])
    }

    @Test(arguments: [
        (["", "Polo"], "Type the ID of a product."), (["x"], "“x” is not the ID"), (["-1"], "“-1” is not the ID"),
        (["9"], "This website has no product with the ID 9."), (["2", "", "Size"], "“Belt” has no stock option."),
        (["2", "", "", "M"], "“Belt” has no stock option."),
        (["1", "", "Colour", "M"], "The stock option of “Polo” is “Size”, not “Colour”."),
        (["1", "", "", "XL"], "Size of “Polo” has no value “XL”."),
        (["1", "", "", "", "NEW"], "“Polo” has a SKU for each value of Size."),
        (["3", "", "", "", "NEW"], "“Cap” has a SKU for each value of Colour."),
        (["3", "", "", "Red", "NEW"], "Colour of “Cap” has no value “Red”."),
        (["2", "", "", "", "a\u{7}"], "A SKU has 1 to 64"),
        (["2", "", "", "", String(repeating: "x", count: 65)], "A SKU has 1 to 64"),
        (["2", "", "", "", "", "-1"], "“-1” is not an amount"),
        (["2", "", "", "", "", "1.234"], "“1.234” is not an amount"),
        (["2", "", "", "", "", "", "on"], "Write Enabled or Disabled."),
        (["2", String(repeating: "x", count: 201)], "A name has up to 200"),
    ])
    func `a wrong cell is named with its column`(cells: [String], message: String) throws {
        let found = try #require(self.message(cells))
        #expect(found.hasPrefix(message), "\(found)")
    }

    @Test func `a row that is empty in our columns is skipped`() {
        #expect(CatalogRow(number: 5) { _ in .success("  ") } == nil)
        let broken = CatalogRow(number: 5) { $0 == .price ? .failure(CatalogError(.price, "#N/A")) : .success("") }
        #expect(broken?.errors.first?.message == "#N/A")
    }

    @Test func `two rows about one place are refused, the second of them`() {
        let check = check([["1", "", "", "S", "A"], ["1", "", "", "s", "B"]])
        #expect(
            check.changes.count == 1
                && check.errors[3]?.first?.message == "Row 2 is also about “Polo”, Size: S. Keep one of them.")
    }

    @Test func `rows that contradict each other about their product are both refused`() {
        let check = check([["1", "", "", "S", "", "120"], ["1", "", "", "M", "", "100"], ["1", "", "", "L"]])
        #expect(check.errors.keys.sorted() == [2, 3] && check.unchanged == 1 && check.changes.isEmpty)
        #expect(check.errors[2]?.first?.message.hasPrefix("Row 3 says “100.00” for the same product.") == true)
        #expect(check.errors[3]?.first?.message.hasPrefix("Row 2 says “120.00” for the same product.") == true)
    }

    @Test func `a SKU in use is refused, unless the same file frees it`() {
        #expect(message(["1", "", "", "L", "BELT"])?.hasPrefix("BELT is on “Belt”. To move it, write (none)") == true)
        let moved = check([["1", "", "", "L", "BELT"], ["2", "", "", "", "(none)"]])
        #expect(moved.errors.isEmpty && moved.changes.count == 2)
        let swapped = check([["1", "", "", "S", "POLO-M"], ["1", "", "", "M", "POLO-S"]])
        #expect(swapped.errors.isEmpty && swapped.changes.count == 2)
        let kept = check([["1", "", "", "L", "BELT"], ["2", "", "", "", ""]])
        #expect(kept.errors.count == 1 && kept.unchanged == 1)
    }

    @Test func `a SKU twice in a file is refused the second time`() {
        let check = check([["1", "", "", "S", "A"], ["1", "", "", "L", "A"]])
        #expect(
            check.changes.count == 1
                && check.errors[3]?.first?.message == "A is also in row 2. A SKU can be used only once."
        )
    }

    @Test func `a row with an error frees no SKU, nor does a row that waits for it`() {
        let check = check([
            ["1", "", "", "L", "POLO-M"], ["1", "", "", "M", "POLO-S"], ["1", "", "", "S", "BELT"],
            ["2", "", "", "", "(none)", "x"],
        ])
        #expect(check.errors.keys.sorted() == [2, 3, 4, 5] && check.changes.isEmpty)
        #expect(check.errors[4]?.first?.message.hasPrefix("BELT is on “Belt”.") == true)
        #expect(
            check.errors[3]?.first?.message == "POLO-S is still in use: row 4, which would free it, has an error.")
    }

    @Test func `rows in any order, with random wishes, never leave a SKU in two places`() {
        var random = Seeded(11)
        for _ in 0..<2000 {
            let wishes = ["", "(none)", "POLO-S", "POLO-M", "BELT", "A", "B"]
            var rows = ["S", "M", "L"].map { ["1", "", "", $0, wishes.randomElement(using: &random) ?? ""] }
            rows.append([
                "2", "", "", "", wishes.randomElement(using: &random) ?? "", Bool.random(using: &random) ? "x" : "",
            ])
            rows.shuffle(using: &random)
            let check = check(Array(rows.prefix(Int.random(in: 1...4, using: &random))))
            var carried = Dictionary(
                uniqueKeysWithValues: Self.places.map { ("\($0.productID)/\($0.valueID ?? 0)", $0.sku) })
            for change in check.changes {
                guard let sku = change.sku else { continue }
                carried["\(change.productID)/\(change.valueID ?? 0)"] = .some(sku.new.flatMap(SKU.init))
            }
            let all = carried.values.compactMap { $0 }
            #expect(Set(all).count == all.count, "\(rows)")
        }
    }
}
