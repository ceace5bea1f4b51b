import Domain
import FoundationEssentials
import OMS
import TestSupport
import Testing

/// What `/docs` says of the calls to Arvind, held against the calls.
struct DocsTests {
    @Test(arguments: ["serviceability", "order", "cancellation", "return", "return-upi"])
    func `the body in the documentation has the members of the one that goes out`(call: String) throws {
        let server = try LoopbackServer(.answer(200, success))
        try send(call, to: server)
        let sent = try #require(server.requests.first).body
        #expect(try members(of: Self.example("data-body=\"\(call)\"")) == members(of: sent))
    }

    @Test(arguments: ["order", "cancellation", "return"])
    func `the answer in the documentation is a yes`(call: String) throws {
        let server = try LoopbackServer(.answer(200, try Self.example("data-reply=\"\(call)\"")))
        #expect(try send(call, to: server) == .accepted)
    }

    @Test func `the serviceability answer in the documentation is read as it says`() throws {
        let server = try LoopbackServer(.answer(200, try Self.example("data-reply=\"serviceability\"")))
        guard case .accepted(let read) = try aClient().serviceability(aQuestion(), of: anAccount(at: server.url)).answer
        else {
            Issue.record("not read")
            return
        }
        #expect(!read.isServiceable && read.items.map(\.reason) == [.outOfStock])
        #expect(read.items.map(\.availableQuantity) == [1])
    }

    @Test func `the refusal in the documentation is a no`() throws {
        let server = try LoopbackServer(.answer(422, try Self.example("data-reply=\"refusal\"")))
        #expect(try send("return", to: server) == .refused)
    }

    @Test func `the refusals that have words of ours are those of the documentation`() throws {
        let listed = try Self.example("id=\"refusal-codes\"").split { !$0.isUppercase && $0 != "_" }.map(String.init)
        #expect(listed.count == 8)
        for code in listed {
            let server = try LoopbackServer(.answer(422, failure(code, "Their words.")))
            let answer = try aClient().push(anOrder(), of: anAccount(at: server.url), lane: .job).answer
            guard case .refused(let refusal) = answer else {
                Issue.record("\(code)")
                continue
            }
            #expect(refusal.code != .other(code), "\(code)")
        }
    }

    @discardableResult
    private func send(_ call: String, to server: LoopbackServer) throws -> CallOutcome? {
        let (client, account, order) = (aClient(), anAccount(at: server.url), try anOrder())
        let units = [RequestedUnits(line: order.lines[0], quantity: 1)]
        switch call {
        case "serviceability":
            return try client.serviceability(aQuestion(), of: account).record?.outcome
        case "order":
            return client.push(order, of: account, lane: .job).record?.outcome
        case "cancellation":
            let request = CancellationRequest(
                reference: "C1", orderNumber: order.number, reason: "Ordered by mistake", items: units,
                isRepeated: false, presence: .certainly)
            return client.cancel(request, of: account, lane: .job).record?.outcome
        default:
            let bank = BankDetails(
                holder: "Asha Rao", accountNumber: "000123456789", ifsc: "HDFC0000123", bank: "HDFC", branch: "MG Road")
            let upi = try #require(UPIAddress("asha@okhdfc"))
            let request = ReturnRequest(
                reference: "R1", orderNumber: order.number, paymentMode: .cod,
                items: units.map { .init(units: $0, reason: .doesNotFit, comment: "") },
                account: call == "return-upi" ? .upi(upi) : .bank(bank))
            return client.requestReturn(request, of: account, lane: .job).record?.outcome
        }
    }

    /// The names that are followed by a colon, in the order in which they first stand there.
    private func members(of body: String) -> [String] {
        var seen: Set<String> = []
        return body.matches(of: /"(\w+)"\s*:/).map { String($0.1) }.filter { seen.insert($0).inserted }
    }

    /// The text of the element of docs.html that has this attribute.
    private static func example(_ attribute: String) throws -> String {
        let root = #filePath.dropLast("/Tests/OMSTests/DocsTests.swift".count)
        let page = String(decoding: try Data(contentsOf: URL(filePath: "\(root)/public/docs.html")), as: UTF8.self)
        let start = try #require(page.firstRange(of: attribute + ">")).upperBound
        let rest = page[start...]
        let ends = ["</pre>", "</code>"].compactMap { rest.firstRange(of: $0)?.lowerBound }
        return String(rest[..<(try #require(ends.min()))])
    }
}
