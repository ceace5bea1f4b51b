import Domain
import Web

/// The fields of a delivery address, at checkout and in the account.
enum AddressForm {
    /// What was typed, checked; nil when something is wrong, which stands in the errors then.
    static func address(_ form: Fields, _ errors: inout FormErrors) -> Address? {
        let name = errors.require(PersonName(form["name"])?.text, "name", "Type the name of the recipient.")
        let phone = errors.require(
            Mobile(form["phone"]), "phone", "Type a ten-digit mobile number that begins with 6, 7, 8 or 9.")
        let line1 = errors.text(form, "line1", 3...200, "Type the house and street.")
        let line2 = errors.text(form, "line2", 0...200, "Keep this under 200 characters.")
        let city = errors.text(form, "city", 2...100, "Type the city or town.")
        let state = errors.require(
            IndianStates.names.contains(form.trimmed("state")) ? form.trimmed("state") : nil, "state",
            "Choose the state.")
        let pincode = errors.require(Pincode(form["pincode"]), "pincode", Pincode.advice)
        guard let name, let phone, let line1, let line2, let city, let state, let pincode else { return nil }
        return Address(
            name: name, line1: line1, line2: line2, city: city, state: state, pincode: pincode, phone: phone)
    }

    static func fields(_ address: Address) -> [(String, String)] {
        [
            ("name", address.name), ("line1", address.line1), ("line2", address.line2), ("city", address.city),
            ("state", address.state), ("pincode", address.pincode.text), ("phone", address.phone.text),
        ]
    }
}

/// The states and union territories of India, as couriers spell them.
enum IndianStates {
    static let names = [
        "Andaman and Nicobar Islands", "Andhra Pradesh", "Arunachal Pradesh", "Assam", "Bihar", "Chandigarh",
        "Chhattisgarh", "Dadra and Nagar Haveli and Daman and Diu", "Delhi", "Goa", "Gujarat", "Haryana",
        "Himachal Pradesh", "Jammu and Kashmir", "Jharkhand", "Karnataka", "Kerala", "Ladakh", "Lakshadweep",
        "Madhya Pradesh", "Maharashtra", "Manipur", "Meghalaya", "Mizoram", "Nagaland", "Odisha", "Puducherry",
        "Punjab",
        "Rajasthan", "Sikkim", "Tamil Nadu", "Telangana", "Tripura", "Uttar Pradesh", "Uttarakhand", "West Bengal",
    ]
}
