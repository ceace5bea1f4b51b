import Domain
import Storage
import Web

/// GET /account/addresses
@Sendable func showAddresses(_ request: Request, to customer: Customer, in world: World) throws -> Response {
    try customer.page(try AddressesPage(customer, changing: ID(request.query["change"]), in: world), in: world)
}

/// POST /account/addresses
@Sendable func addAddress(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    let id = customer.account.id
    var errors = FormErrors()
    let address = AddressForm.address(request.form, &errors)
    guard let address, errors.isEmpty else {
        let page = try AddressesPage(customer, typed: request.form, errors, in: world)
        return try customer.page(page, status: .unprocessable, in: world)
    }
    try world.database.write { store in
        guard try store.addresses(of: id).count < AddressesPage.most else {
            throw Refusal(.conflict, "You have \(AddressesPage.most) addresses. Remove one that you no longer need.")
        }
        try store.addAddress(address, of: id)
    }
    return .redirect(to: "/account/addresses")
}

/// POST /account/addresses/:id
@Sendable func changeAddress(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    let id: ID<AddressRow> = try request.id("id", of: "address")
    var errors = FormErrors()
    let address = AddressForm.address(request.form, &errors)
    guard let address, errors.isEmpty else {
        let page = try AddressesPage(customer, changing: id, typed: request.form, errors, in: world)
        return try customer.page(page, status: .unprocessable, in: world)
    }
    try world.database.write { try $0.changeAddress(id, to: address, of: customer.account.id) }
    return .redirect(to: "/account/addresses")
}

/// POST /account/addresses/:id/preference
@Sendable func preferAddress(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    let id: ID<AddressRow> = try request.id("id", of: "address")
    try world.database.write { try $0.preferAddress(id, of: customer.account.id) }
    return .redirect(to: "/account/addresses")
}

/// POST /account/addresses/:id/removal
@Sendable func removeAddress(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    let id: ID<AddressRow> = try request.id("id", of: "address")
    try world.database.write { try $0.removeAddress(id, of: customer.account.id) }
    return .redirect(to: "/account/addresses")
}

struct AddressesPage: TitledPage {
    static let template = "account/addresses/addresses.html"
    static let most = 20

    struct Entry: Encodable, Sendable {
        let id: ID<AddressRow>
        let isPreferred: Bool
        let address: AddressLines
    }

    struct State: Encodable, Sendable {
        let name: String
        let chosen: Bool
    }

    let title = "Addresses"
    let addresses: [Entry]
    let fields: [FormField]
    let states: [State]
    let stateError: String?
    let errors: ErrorList?
    /// Which address the form changes; nil where it adds one.
    let changed: ID<AddressRow>?

    /// - Parameters:
    ///   - id: the address that the form changes; nil to add one.
    ///   - typed: what the person typed; nil for what there is.
    init(
        _ customer: Customer, changing id: ID<AddressRow>? = nil, typed: Fields? = nil,
        _ errors: FormErrors = FormErrors(), in world: World
    ) throws {
        let rows = try world.database.read { try $0.addresses(of: customer.account.id) }
        addresses = rows.map { Entry(id: $0.id, isPreferred: $0.isPreferred, address: AddressLines($0.address)) }
        let old = rows.first { $0.id == id }
        changed = old?.id
        let typed = typed ?? old.map { Fields(AddressForm.fields($0.address)) } ?? .none
        func field(
            _ name: String, _ label: String, _ autocomplete: String, type: String = "text", inputMode: String? = nil
        ) -> FormField {
            FormField(
                name, label, typed[name], type: type, autocomplete: autocomplete, inputMode: inputMode,
                error: errors[name])
        }
        fields = [
            field("name", "Name", "name"), field("phone", "Mobile", "tel", type: "tel"),
            field("line1", "House and street", "address-line1"),
            field("line2", "Area or landmark (optional)", "address-line2"),
            field("city", "City", "address-level2"), field("pincode", "Pincode", "postal-code", inputMode: "numeric"),
        ]
        states = IndianStates.names.map { State(name: $0, chosen: $0 == typed["state"]) }
        stateError = errors["state"]
        self.errors = ErrorList(
            errors, errors.headline, inOrderOf: ["name", "phone", "line1", "line2", "city", "pincode", "state"])
    }
}
