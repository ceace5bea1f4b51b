/// How staff may change a product's options: a product has at most one stock option, and its SKUs belong to the
/// values of that option, or to the product itself when it has none.
extension Product {
    /// A product has no more options than a customer can survey.
    private static let optionLimit = 10
    private static let valueLimit = 200

    package func checkNewOption(named name: String, isStock: Bool) throws(Refusal) {
        try Self.checkName(name, "an option", such: "Size", among: options.map(\.name))
        guard options.count < Self.optionLimit else {
            throw Refusal(.invalid, "A product has up to \(Self.optionLimit) options.")
        }
        guard isStock else { return }
        if let stockOption {
            throw Refusal(
                .invalid, "“\(self.name)” has the stock option \(stockOption.name) already. Add this one without stock."
            )
        }
        try checkCarriesNothing()
    }

    package func checkNewValue(named name: String, of option: ProductOption) throws(Refusal) {
        try Self.checkName(name, "a value", such: "M", among: option.values.map(\.name))
        guard option.values.count < Self.valueLimit else {
            throw Refusal(.invalid, "An option has up to \(Self.valueLimit) values.")
        }
    }

    package var largestReduction: Money {
        options.reduce(.zero) { $0 + $1.largestReduction }
    }

    /// No choice of options may bring the price below zero.
    package func checkPrice(_ price: Money) throws(Refusal) {
        guard price >= largestReduction else { throw Refusal(.invalid, Self.belowZero(largestReduction)) }
    }

    package func checkDifference(_ amount: Money, of option: ProductOption) throws(Refusal) {
        let reduction = largestReduction - option.largestReduction + max(option.largestReduction, .zero - amount)
        guard amount >= .zero || price >= reduction else { throw Refusal(.invalid, Self.belowZero(reduction)) }
    }

    static func belowZero(_ reduction: Money) -> String {
        "The options' differences take up to \(reduction.text) off, which would bring the price below zero."
    }

    /// An option is not deleted while one of its values has a SKU.
    package func checkDeletion(of option: ProductOption) throws(Refusal) {
        guard option.isStock else { return }
        let codes = option.values.compactMap(\.sku?.code)
        guard codes.isEmpty else {
            throw Refusal(
                .conflict,
                "\(option.name) has \(Self.list(codes)). Delete its values or remove their SKUs first.")
        }
    }

    /// The stock option does not change while a SKU would lose its place.
    package func checkStockOption(_ option: ProductOption?) throws(Refusal) {
        if option?.id != stockOption?.id { try checkCarriesNothing() }
    }

    private func checkCarriesNothing() throws(Refusal) {
        let codes = stockOption.map { $0.values.compactMap(\.sku?.code) } ?? sku.map { [$0.code] } ?? []
        guard codes.isEmpty else {
            throw Refusal(
                .invalid,
                "\(stockOption?.name ?? "“\(name)” itself") has \(Self.list(codes)). Remove the SKUs first; they keep their stock and history."
            )
        }
    }

    private static func checkName(
        _ name: String, _ thing: String, such example: String, among others: [String]
    ) throws(Refusal) {
        guard (1...100).contains(name.count) else {
            throw Refusal(.invalid, "Type a name of up to 100 characters for \(thing), such as \(example).")
        }
        if let other = others.first(where: { $0.lowercased() == name.lowercased() }) {
            throw Refusal(.invalid, "There is \(thing) called “\(other)” already.")
        }
    }

    private static func list(_ codes: [String]) -> String {
        codes.prefix(5).joined(separator: ", ") + (codes.count > 5 ? " and \(codes.count - 5) more" : "")
    }
}

extension ProductOption {
    var largestReduction: Money { values.reduce(.zero) { max($0, .zero - $1.priceDifference) } }
}
