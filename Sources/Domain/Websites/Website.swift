/// One brand's website.
package struct Website: Equatable, Sendable {
    package let id: ID<Website>
    package let name: String
    /// The prefix of its order numbers: `KFY` in `KFY-100023`.
    package let orderPrefix: String

    package init(id: ID<Website>, name: String, orderPrefix: String) {
        self.id = id
        self.name = name
        self.orderPrefix = orderPrefix
    }
}
