/// What a website's products are sorted into; each product is in one, or in none.
package struct ProductCategory: Equatable, Sendable {
    package static let nameLength = 0...60

    package let id: ID<ProductCategory>
    package let name: String

    package init(id: ID<ProductCategory>, name: String) {
        self.id = id
        self.name = name
    }
}
