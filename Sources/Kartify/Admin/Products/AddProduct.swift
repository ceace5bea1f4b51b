import Domain
import Storage
import Web

/// GET /admin/products/new
@Sendable func showNewProduct(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(NewProductPage(), in: world)
}

/// POST /admin/products
@Sendable func addProduct(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let form = request.form
    var errors = FormErrors()
    let name = errors.text(form, "name", 1...200, "Type a name of up to 200 characters.")
    let price = errors.price(form, "price")
    guard let name, let price else {
        return try staff.page(NewProductPage(form, errors), status: .unprocessable, in: world)
    }
    let id = try staff.change(request, in: world) { store, change in
        let id = try store.addProduct(websiteID: change.websiteID, name: name, description: "", price: price)
        try store.audit("Added a product", of: "“\(name)” — price: \(price.text)", change)
        return id
    }
    return .redirect(to: "/admin/products/\(id)/edit?tab=option&saved")
}

struct NewProductPage: TitledPage {
    static let template = "admin/products/new.html"
    let title = "New product"
    let fields: [FormField]

    init(_ typed: Fields = .none, _ errors: FormErrors = FormErrors()) {
        fields = [
            FormField("name", "Product name", typed["name"], error: errors["name"]),
            FormField(
                "price", "Price in ₹", typed["price"], hint: "Before the options' differences.", error: errors["price"]),
        ]
    }
}
