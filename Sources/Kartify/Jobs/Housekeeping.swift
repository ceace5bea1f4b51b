import Domain
import Storage

struct Housekeeping {
    let world: World
    /// How long a prepaid order holds its units without being paid.
    static let paymentTime = Span.minutes(15)
    static let cartLifetime = Span.days(30)
    private static let fileLifetime = Span.days(1)
    private static let batch = 100

    func run() throws -> String {
        let now = world.clock()
        let released = try releaseUnpaidOrders(now)
        world.refusedWebhooks.write(at: now, world)
        let (imports, exports) = try world.database.write { store in
            try store.removeExpiredSessions(at: now)
            try store.removeKeptForms(expiredAt: now)
            try store.removeShownOnce(expiredAt: now)
            try store.removeOldSignInFailures(at: now)
            try store.removeBuckets(untouchedSince: now - .hours(1))
            try store.removePendingCustomers(since: now - MessageKind.registration.lifetime)
            try store.removeCarts(untouchedSince: now - Self.cartLifetime)
            try store.forgetReplacedSecrets(at: now)
            try store.forgetFirstAnswers(at: now, limit: Self.batch * 10)
            try store.forgetServiceablePincodes(before: now - OutageRule.memory, limit: Self.batch * 10)
            return (
                try store.removeCatalogImports(createdBefore: now - Self.fileLifetime),
                try store.forgetFiles(ofRunsBefore: now - Self.fileLifetime)
            )
        }
        for token in imports { world.imports.erase(token) }
        for name in exports { world.exportFiles.erase(name) }
        return released == 0 ? "Nothing to release." : "\(counted(released, "unpaid order")) released."
    }

    /// The payment never came: cancels the order and releases its units.
    private func releaseUnpaidOrders(_ now: Instant) throws -> Int {
        let overdue = try world.database.read {
            try $0.unpaidOrders(placedBefore: now - Self.paymentTime, limit: Self.batch)
        }
        for id in overdue {
            try world.database.write { store in
                guard let order = try store.order(id: id) else { return }
                guard order.push.state == .unpaid else { return }
                try store.markUnpaid(order, reason: "The payment did not come within 15 minutes.", now: now)
                let facts = MessageFacts(reason: "the payment did not come within 15 minutes")
                try store.notify(.paymentFailed, of: order, facts, at: now)
            }
        }
        return overdue.count
    }
}
