import Domain

extension ID: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { number.sqlValue }

    package init?(sqlValue: SQLValue) {
        guard let number = Int(sqlValue: sqlValue) else { return nil }
        self.init(number)
    }
}

extension Instant: SQLBindable, SQLReadable {
    /// Unix milliseconds.
    package var sqlValue: SQLValue { .integer(milliseconds) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let milliseconds) = sqlValue else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

extension Money: SQLBindable, SQLReadable {
    /// Paise.
    package var sqlValue: SQLValue { paise.sqlValue }

    package init?(sqlValue: SQLValue) {
        guard let paise = Int(sqlValue: sqlValue) else { return nil }
        self.init(paise: paise)
    }
}

extension Pincode: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .text(text) }

    package init?(sqlValue: SQLValue) {
        guard let text = String(sqlValue: sqlValue) else { return nil }
        self.init(text)
    }
}

extension Mobile: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .text(text) }

    package init?(sqlValue: SQLValue) {
        guard let text = String(sqlValue: sqlValue) else { return nil }
        self.init(text)
    }
}

extension SKU: SQLBindable {
    package var sqlValue: SQLValue { .text(text) }
}

extension ItemStatus: SQLBindable, SQLReadable {}
extension PaymentMode: SQLBindable, SQLReadable {}
extension PushState: SQLBindable, SQLReadable {}
extension StatusSource: SQLBindable, SQLReadable {}
extension MovementSource: SQLBindable, SQLReadable {}
