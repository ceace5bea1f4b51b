import Domain
import Web

struct AddressLines: Page {
    static let template = "pages/address.html"
    let name: String
    let line1: String
    let line2: String?
    let city: String
    let state: String
    let pincode: String
    let phone: String

    init(_ address: Address) {
        name = address.name
        line1 = address.line1
        line2 = address.line2.isEmpty ? nil : address.line2
        city = address.city
        state = address.state
        pincode = address.pincode.text
        phone = address.phone.text
    }
}
