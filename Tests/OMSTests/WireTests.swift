import OMS
import Domain
import TestSupport
import Testing

/// What goes over the wire, to the letter of the contract.
struct WireTests {
    @Test func `a serviceability question goes out as the contract says`() throws {
        let server = try LoopbackServer(.answer(200, serviceable))
        _ = try aClient().serviceability(aQuestion(), of: anAccount(at: server.url + "/v2"))
        let request = try #require(server.requests.first)
        #expect(request.line == "POST /v2/serviceability HTTP/1.1")
        #expect(!request.headers.contains { $0.hasPrefix("Idempotency-Key") }, "a question is no change")
        #expect(
            request.body == #"{"channelId":"CH-1","warehouseId":"WH-2","orderingStoreId":"ST-3","#
                + #""pincode":"560001","paymentMode":"COD","items":[{"sku":"POLO-NVY-M","quantity":2},"#
                + #"{"sku":"MUG/\"1\"","quantity":1}]}"#)
    }

    @Test func `an order goes out as the contract says, in paise`() throws {
        let server = try LoopbackServer(.answer(200, success))
        _ = try aClient().push(anOrder(), of: anAccount(at: server.url), lane: .job)
        let request = try #require(server.requests.first)
        let place =
            #"{"name":"Asha Rao","line1":"1 MG Road","line2":"Flat 2","city":"Bengaluru","#
            + #""state":"Karnataka","pincode":"560001","country":"IN","phone":"9876543210"}"#
        let items =
            #"[{"orderItemId":"KFY-100023-1","sku":"POLO-NVY-M","name":"Polo","option":"Size: M","quantity":2,"#
            + #""unitPrice":600000,"total":1200000},{"orderItemId":"KFY-100023-2","sku":"MUG","name":"Mug “Ж”","#
            + #""option":"","quantity":1,"unitPrice":99050,"total":99050}]"#
        #expect(request.line == "POST /orders HTTP/1.1")
        #expect(
            request.body == #"{"channelId":"CH-1","warehouseId":"WH-2","orderingStoreId":"ST-3","#
                + #""orderId":"KFY-100023","createdAt":"2026-11-23T04:30:00Z","currency":"INR","paymentMode":"COD","#
                + #""totals":{"items":1299050,"shipping":5000,"discount":50,"total":1304000},"#
                + #""customer":{"name":"Asha Rao","email":"asha@example.com","phone":"9876543210"},"#
                + #""shippingAddress":\#(place),"billingAddress":\#(place),"items":\#(items)}"#)
    }

    @Test func `every call carries the token, the media types and its idempotency key`() throws {
        let server = try LoopbackServer(.answer(200, success))
        _ = try aClient().push(anOrder(), of: anAccount(at: server.url, token: "tök"), lane: .job)
        let headers = try #require(server.requests.first).headers
        for header in [
            "Authorization: Bearer tök", "Content-Type: application/json", "Accept: application/json",
            "Idempotency-Key: KFY-100023",
        ] { #expect(headers.contains(header), "\(header)") }
        #expect(headers.contains { $0.hasPrefix("User-Agent: Kartify/") })
        #expect(!headers.contains { $0.lowercased().hasPrefix("expect:") })
    }

    @Test func `the same order goes out under the same key each time`() throws {
        let server = try LoopbackServer(.answer(503, ""), .answer(200, success))
        let client = aClient()
        for _ in 0..<2 { _ = try client.push(anOrder(), of: anAccount(at: server.url), lane: .job) }
        let keys = server.requests.compactMap { request in request.headers.first { $0.hasPrefix("Idempotency-Key") } }
        #expect(keys == ["Idempotency-Key: KFY-100023", "Idempotency-Key: KFY-100023"])
        #expect(server.requests[0].body == server.requests[1].body)
    }

    @Test func `the answer for each SKU is read`() throws {
        let server = try LoopbackServer(
            .answer(
                200,
                #"{"serviceable":false,"reason":"1 item","more":1,"items":["#
                    + #"{"sku":"A","serviceable":false,"availableQuantity":1,"reason":"Not enough"},"#
                    + #"{"sku":"B","serviceable":true}]}"#))
        let answer = try aClient().serviceability(aQuestion(), of: anAccount(at: server.url)).answer
        guard case .accepted(let read) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(!read.isServiceable && read.reason == .other("1 item"))
        #expect(read.items.map(\.sku) == ["A", "B"] && read.items.map(\.isServiceable) == [false, true])
        #expect(
            read.items.map(\.availableQuantity) == [1, nil] && read.items.map(\.reason) == [.outOfStock, nil])
    }

    @Test func `the record of a call says what was sent, what came back and how long it took`() throws {
        let server = try LoopbackServer(.answer(201, success))
        let record = try #require(try aClient().push(anOrder(), of: anAccount(at: server.url), lane: .job).record)
        #expect(record.kind == .order && record.orderNumber == "KFY-100023" && record.at == noon)
        #expect(record.outcome == .accepted && record.httpStatus == 201 && record.duration == .seconds(0))
        #expect(record.request.text == server.requests.first?.body && record.response.text == success)
    }

    @Test func `the token is in no record, not even when Arvind says it back`() throws {
        let token = "s3cret/token"
        let server = try LoopbackServer(
            .answer(400, failure("BAD_TOKEN", "Bearer \(token) is not known")),
            .answer(400, failure("BAD_TOKEN", #"Bearer s3cret\/token is not known"#)),
            .answer(500, "<pre>Authorization: Bearer \(token)\n\(token)</pre>"), .hangUpAfter(token))
        let client = aClient()
        for _ in 0..<4 {
            let exchanged = try client.push(anOrder(), of: anAccount(at: server.url, token: token), lane: .job)
            let record = try #require(exchanged.record)
            #expect(!"\(record)".contains(token) && !record.response.text.contains(#"s3cret\/"#), "\(record)")
            #expect(!"\(exchanged.answer)".contains(token), "\(exchanged.answer)")
        }
        let dead = anAccount(at: try LoopbackServer.deadURL(), token: token)
        #expect(try !"\(client.push(anOrder(), of: dead, lane: .job))".contains(token))
    }
}
