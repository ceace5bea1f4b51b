import Domain
import TestSupport
import Testing

@testable import Kartify

/// What customers and staff see of a parcel, whatever an OMS reports first, last or twice.
@Suite(.onEveryOMS)
struct ParcelEventTests {
    private let shop: TestShop
    private let asha: Browser

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    private func order(of quantity: Int) throws -> String {
        let number = try asha.order("M", quantity: quantity)
        try shop.push()
        shop.clock.advance(.hours(4))
        return number
    }

    @discardableResult
    private func report(
        _ id: String, _ number: String, _ status: ItemStatus, _ minutes: Int, _ more: String = ""
    ) -> String {
        shop.omsReports(id, number, status, at: noon + .minutes(minutes), more: more).text
    }

    private func pages(_ number: String) throws -> (customer: Answer, staff: Answer) {
        (asha.get("/account/orders/\(number)"), try shop.staff().get("/admin/orders/\(number)"))
    }

    @Test func `a corrected AWB and its link are shown to both, and the old one stays in the history`() throws {
        let number = try order(of: 1)
        report("evt_1", number, .shipped, 10, #""awb":"SR111","trackingUrl":"https://track.example/SR111""#)
        report(
            "evt_2", number, .shipped, 55,
            #""courier":"DTDC","awb":"N40878729","trackingUrl":"https://track.example/N40878729""#)
        let (customer, staff) = try pages(number)
        for page in [customer, staff] {
            #expect(page.words.contains("DTDC · AWB N40878729"), "\(page.words)")
            #expect(page.text.contains("href=\"https://track.example/N40878729\""))
        }
        #expect(!customer.words.contains("AWB SR111") && staff.words.contains("SR111"))
        #expect(try shop.history(number).map(\.shipment.awb).contains("SR111"))
    }

    @Test func `an AWB that comes late is shown, and the status stays`() throws {
        let number = try order(of: 1)
        report("evt_1", number, .delivered, 180)
        let late = report("evt_2", number, .shipped, 10, #""awb":"AAA","trackingUrl":"https://track.example/AAA""#)
        #expect(late.contains(#""outcome":"late""#))
        let (customer, staff) = try pages(number)
        for page in [customer, staff] {
            #expect(page.words.contains("AWB AAA") && page.text.contains("href=\"https://track.example/AAA\""))
        }
        #expect(try shop.order(number).status == .delivered)
    }

    @Test func `a line in two parcels has both with their units`() throws {
        let number = try order(of: 3)
        report("evt_1", number, .shipped, 10, #""awb":"AAA","quantity":2"#)
        report("evt_2", number, .shipped, 11, #""awb":"BBB","quantity":1"#)
        report("evt_3", number, .delivered, 12, #""awb":"AAA","quantity":2"#)
        #expect(try shop.units(number, in: .delivered) == 2 && shop.units(number, in: .shipped) == 1)
        let (customer, staff) = try pages(number)
        for page in [customer, staff] {
            #expect(page.words.contains("AWB AAA") && page.words.contains("AWB BBB"))
            #expect(page.words.contains("2 × Delivered") && page.words.contains("1 × Shipped"), "\(page.words)")
        }
    }

    @Test func `one report under two event ids counts once`() throws {
        let number = try order(of: 3)
        report("evt_1", number, .shipped, 10, #""awb":"AAA","quantity":1"#)
        #expect(report("evt_2", number, .shipped, 10, #""awb":"AAA","quantity":1"#).contains(#""outcome":"duplicate""#))
        #expect(try shop.units(number, in: .shipped) == 1)
    }

    @Test func `a link that comes under another event id is shown until the end`() throws {
        let number = try order(of: 1)
        report("evt_1", number, .shipped, 10, #""awb":"AAA""#)
        let link = #""awb":"AAA","courier":"DTDC","trackingUrl":"https://track.example/AAA""#
        #expect(report("evt_2", number, .shipped, 10, link).contains(#""outcome":"duplicate""#))
        for (id, status, minutes) in [("evt_3", ItemStatus.outForDelivery, 20), ("evt_4", .delivered, 30)] {
            report(id, number, status, minutes)
            let (customer, staff) = try pages(number)
            for page in [customer, staff] {
                #expect(page.words.contains("DTDC · AWB AAA"), "\(page.words)")
                #expect(page.text.contains("href=\"https://track.example/AAA\""), "\(status)")
            }
        }
    }

    @Test func `a parcel that is delivered before the rest has left takes nothing of it along`() throws {
        let number = try order(of: 3)
        report("evt_1", number, .shipped, 10, #""awb":"AAA","quantity":2"#)
        report("evt_2", number, .delivered, 20, #""awb":"AAA""#)
        #expect(try shop.units(number, in: .delivered) == 2 && shop.units(number, in: .processed) == 1)
        report("evt_3", number, .shipped, 30, #""awb":"BBB""#)
        #expect(try shop.units(number, in: .delivered) == 2 && shop.units(number, in: .shipped) == 1)
        for page in [try pages(number).customer, try pages(number).staff] {
            #expect(page.words.contains("AWB AAA") && page.words.contains("AWB BBB"), "\(page.words)")
        }
    }
}
