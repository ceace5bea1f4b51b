import Domain
import Web

struct CheckoutForm {
    let address: Address
    let email: EmailAddress
    let paymentMode: PaymentMode

    /// - Throws: `FormErrors` with everything that is wrong.
    init(_ form: Fields, _ offer: PaymentOffer) throws {
        var errors = FormErrors()
        let address = AddressForm.address(form, &errors)
        let email = errors.require(
            EmailAddress(form["email"]), "email", "Type an e-mail address such as asha@example.com.")
        let payment = errors.require(
            offer.modes.first { $0.rawValue == form["payment"] }, "payment", "Choose how you will pay.")
        if payment == .cod, let objection = offer.codObjection {
            errors.add("payment", objection + (offer.open.isEmpty ? "" : " Choose another way to pay."))
        }
        guard let address, let email, let payment, errors.isEmpty else { throw errors }
        self.address = address
        self.email = email
        paymentMode = payment
    }
}
