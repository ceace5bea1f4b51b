/// One brand's website. Everything that belongs to it carries its id.
package struct Website: Equatable, Sendable {
    package let id: Int
    package let name: String
    /// What its order numbers begin with: `KFY` makes `KFY-100023`.
    package let orderPrefix: String

    /// A website as it was read from the store.
    package init(id: Int, name: String, orderPrefix: String) {
        self.id = id
        self.name = name
        self.orderPrefix = orderPrefix
    }
}
