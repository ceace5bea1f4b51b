import Domain
import Storage
import Web

/// GET /product/:id
@Sendable func showProduct(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let product = try visibleProduct(request, of: visitor.website, in: world)
    let delivery = try ProductDelivery.asked(product, request, by: visitor, in: world)
    return try visitor.page(ProductPage(product, delivery: delivery), in: world)
}

/// A product that customers may see, so none that staff disabled.
func visibleProduct(_ request: Request, of website: Website, in world: World) throws -> Product {
    let id: ID<Product> = try request.id("id", of: "product")
    guard let product = try world.database.read({ try $0.product(id: id, of: website.id) }),
        product.visibility != .disabledByHand
    else { throw Refusal.notFound("product") }
    return product
}

struct ProductPage: TitledPage {
    static let template = "store/catalog/product.html"

    struct Option: Encodable, Sendable {
        let name: String
        let field: String
        let required: Bool
        /// Whether nothing is chosen.
        let none: Bool
        let values: [Value]
    }

    struct Value: Encodable, Sendable {
        let id: ID<OptionValue>
        let name: String
        let difference: String?
        let soldOut: Bool
        let chosen: Bool
    }

    let id: ID<Product>
    let name: String
    let initial: String
    let category: String?
    let categoryId: ID<ProductCategory>?
    let pictures: [ShownPicture]
    let description: String
    let price: String
    let options: [Option]
    let isAvailable: Bool
    let quantity: String
    let problem: String?
    let delivery: ProductDelivery

    var title: String { name }

    init(
        _ product: Product, choices: Set<ID<OptionValue>> = [], quantity: String = "1", problem: String? = nil,
        delivery: ProductDelivery? = nil
    ) {
        id = product.id
        self.delivery = delivery ?? ProductDelivery(product.id)
        name = product.name
        initial = String(product.name.prefix(1))
        category = product.category?.name
        categoryId = product.category?.id
        pictures = product.images.enumerated().map {
            ShownPicture($1, of: product.name, isLazy: $0 > 0, isFirst: $0 == 0)
        }
        description = product.description
        price = product.price.text
        isAvailable = product.visibility == .enabled
        self.quantity = quantity
        self.problem = problem
        options = product.options.map { option in
            Option(
                name: option.name, field: "option-\(option.id)", required: option.isStock,
                none: !option.values.contains { choices.contains($0.id) },
                values: option.values.map { value in
                    Value(
                        id: value.id, name: value.name, difference: Self.difference(value.priceDifference),
                        soldOut: option.isStock && (value.sku?.available ?? 0) == 0, chosen: choices.contains(value.id))
                })
        }
    }

    private static func difference(_ amount: Money) -> String? {
        amount == .zero ? nil : amount > .zero ? "+\(amount.text)" : amount.text
    }
}
