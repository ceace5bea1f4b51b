import Domain
import Storage
import TestSupport
import Testing
import Web

@testable import Kartify

/// Short ways through what happens after the sale.
extension TestShop {
    /// An order that Arvind has, all its units in one status.
    func sold(
        to browser: Browser, size: String? = "M", quantity: Int = 2, payment: PaymentMode = .cod,
        _ status: ItemStatus = .processed
    ) throws -> String {
        let number = try browser.order(size, quantity: quantity, payment: payment)
        if payment == .prepaid { try pay(number) }
        try push()
        try #require(try order(number).push.state == .pushed)
        if status != .processed { try move(number, to: status) }
        return number
    }

    /// What a webhook would do.
    func move(_ number: String, line: Int = 1, to status: ItemStatus, quantity: Int? = nil) throws {
        let order = try order(number), now = now
        _ = try database.write { store in
            try store.moveItem(
                order.lines[line - 1], of: order,
                ItemMove(to: status, quantity: quantity, at: now, source: .webhook), now: now)
        }
    }

    func units(_ number: String, line: Int = 1, in status: ItemStatus) throws -> Int {
        try order(number).lines[line - 1].progress.count(in: status)
    }

    func cancellations(_ number: String) throws -> [CancellationRow] {
        let id = try order(number).id
        return try database.read { try $0.cancellations(ofOrder: id) }
    }

    func returns(_ number: String) throws -> [ReturnRow] {
        let id = try order(number).id
        return try database.read { try $0.returns(ofOrder: id) }
    }

    /// Everything that only an accepted request may change.
    func dumpOfOrders() throws -> [String] {
        try dump(without: [
            "exchange", "cancellation", "cancellation_item", "return_request", "return_item",
            "session", "sign_in_failure", "customer", "job_run",
        ])
    }
}

/// What a customer types for an NEFT refund, and where the number must never be seen again.
let ashasAccount = "50100234567890"
let ashasBank = [
    "holder": "Asha Rao", "account": ashasAccount, "account_again": ashasAccount, "ifsc": "hdfc0001234",
    "bank": "HDFC Bank", "branch": "Residency Road",
]

extension Browser {
    /// Presses **Cancel items**: the lines by their places in the order, all of them unless they are named.
    func cancel(
        _ number: String, lines: [Int]? = nil, reason: String = "Changed my mind", at orders: String = "/account/orders"
    ) throws -> Answer {
        let all = try shop.order(number).lines
        let chosen = lines.map { places in all.filter { places.contains($0.line) } } ?? all
        return try submit(
            "\(orders)/\(number)/cancellation", chosen.map { ("line", "\($0.id)") } + [("reason", reason)])
    }

    /// Presses **Submit return** for so many units of the lines by their places, with some fields typed differently.
    func requestReturn(
        _ number: String, _ quantities: [Int: String] = [1: "2"], _ changes: [String: String] = [:],
        at orders: String = "/account/orders"
    ) throws -> Answer {
        let order = try shop.order(number)
        var fields = ["reason": "DOES_NOT_FIT", "comment": "Too tight"]
        if order.paymentMode == .cod { fields.merge(ashasBank) { $1 } }
        for line in order.lines { fields["quantity-\(line.id)"] = quantities[line.line] ?? "0" }
        fields.merge(changes) { $1 }
        return try submit(
            "\(orders)/\(number)/return", fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }

    /// Presses **Try again** on a return's page.
    func retryReturn(_ number: String, at orders: String = "/account/orders") throws -> Answer {
        try submit("\(orders)/\(number)/return", [("again", "yes")])
    }

    /// Posts fields of which a name may come more than once.
    func submit(_ path: String, _ fields: [(String, String)]) throws -> Answer {
        if csrf == nil { _ = get("/account/orders") }
        if csrf == nil { _ = get("/account/login") }
        let token = try #require(csrf, "no page gave \(host) a token")
        let body = (fields + [("csrf", token)])
            .map { percentEncoded($0.0) + "=" + percentEncoded($0.1) }.joined(separator: "&")
        return send(
            "POST", path, headers: ["content-type": "application/x-www-form-urlencoded"], body: Array(body.utf8))
    }
}

extension Answer {
    /// A link that looks like a button.
    func hasLink(_ name: String) -> Bool {
        text.contains(">\(name)</a>")
    }
}

extension LoopbackServer.Received {
    var idempotencyKey: String? {
        headers.first { $0.hasPrefix("Idempotency-Key: ") }.map { String($0.dropFirst("Idempotency-Key: ".count)) }
    }
}
