import Domain
import Web

struct CheckoutForm {
    let address: Address
    let email: EmailAddress
    let paymentMode: PaymentMode

    /// - Parameter modes: how the website lets its customers pay.
    /// - Throws: `FormErrors` with everything that is wrong.
    init(_ form: Fields, _ modes: [PaymentMode]) throws {
        var errors = FormErrors()
        let address = AddressForm.address(form, &errors)
        let email = errors.require(
            EmailAddress(form["email"]), "email", "Type an e-mail address such as asha@example.com.")
        let payment = errors.require(
            modes.first { $0.rawValue == form["payment"] }, "payment", "Choose how you will pay.")
        guard let address, let email, let payment else { throw errors }
        self.address = address
        self.email = email
        paymentMode = payment
    }
}
