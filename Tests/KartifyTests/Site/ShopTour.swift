import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// The pages that the shop has to show of pincodes, looks, addresses and photographs.
struct ShopTour {
    let shop: TestShop
    let asha: Browser
    let staff: Browser

    /// With something in the cart.
    func askAboutPincodes() throws {
        let polo = try shop.productID("Polo")
        for pincode in ["5600", "560001"] {
            _ = asha.get("/product/\(polo)?pincode=\(pincode)")
            _ = try asha.post("/checkout", ["check": "pincode", "pincode": pincode])
        }
        try shop.setCODLimit(100)
        _ = asha.get("/checkout")
        try shop.setCODLimit(nil)
        try asha.post("/account/addresses", ashasAddress)
        let id = try shop.database.read { try $0.number("SELECT max(id) FROM customer_address") }
        _ = asha.get("/account/addresses?change=\(id)")
        try asha.post("/account/addresses/\(id)", ashasAddress.merging(["phone": "1"]) { $1 })
        try asha.post("/account/addresses/\(id)/removal")
    }

    func saveWebsite(_ contact: [String: String]) throws {
        for phone in ["x", "1800 200 300"] {
            let saved = try staff.post("/admin/websites/1", contact.merging(["contact_phone": phone]) { $1 })
            if saved.status == 303 { _ = try staff.follow(saved) }
        }
        try staff.post("/admin/websites/1/logo")
        try staff.upload(logo: TestImages.png)
    }

    /// Where the refund of a return may go to a UPI id.
    func choose(_ item: ID<OrderLine>, _ path: String) throws {
        let brand = shop.brand.id
        try shop.database.write { try $0.setUPIRefunds(true, of: brand) }
        _ = asha.get(path)
        let wish = ["quantity-\(item)": "1", "reason": "OTHER", "upi": "asha@okhdfc"]
        for route in ["", "upi"] { try asha.post(path, wish.merging(["refund_route": route]) { $1 }) }
        try shop.database.write { try $0.setUPIRefunds(false, of: brand) }
    }

    /// With an order whose return is accepted.
    func photograph(_ number: String) throws {
        let order = try shop.order(number).id
        let found = try shop.database.read { try $0.returns(ofOrder: order).first?.id }
        let id = try #require(found)
        let photograph = Photograph(kind: .png, bytes: TestImages.png)
        try shop.database.write { try $0.addPhotographs([photograph], toReturn: id) }
        _ = staff.get("/admin/orders/\(number)")
    }
}
