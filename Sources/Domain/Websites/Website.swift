package struct Website: Equatable, Sendable {
    package let id: ID<Website>
    package let name: String
    /// The prefix of its order numbers: `KFY` in `KFY-100023`.
    package let orderPrefix: String
    /// The OMS that counts its stock, and fulfils the orders that are placed from now on.
    package let oms: OMSKind

    package init(id: ID<Website>, name: String, orderPrefix: String, oms: OMSKind) {
        self.id = id
        self.name = name
        self.orderPrefix = orderPrefix
        self.oms = oms
    }
}
