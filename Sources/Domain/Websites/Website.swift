/// One brand's website. Everything that belongs to it carries its id.
public struct Website: Equatable, Sendable {
    /// Its row.
    public let id: Int
    /// The brand's name.
    public let name: String
    /// What its order numbers begin with: `KFY` makes `KFY-100023`.
    public let orderPrefix: String

    /// A website as it was read from the store.
    public init(id: Int, name: String, orderPrefix: String) {
        self.id = id
        self.name = name
        self.orderPrefix = orderPrefix
    }
}
