import Domain
import Web

/// GET /admin/catalog-manager
@Sendable func showCatalogManager(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(CatalogManagerPage(staff.member.role), in: world)
}

struct CatalogManagerPage: TitledPage {
    static let template = "admin/catalog_manager/manager.html"

    struct Column: Encodable, Sendable {
        let name: String
        let explanation: String
    }

    let title = "Catalog Manager"
    let mayImport: Bool
    let fileError: String?
    let columns: [Column]

    init(_ role: StaffMember.Role, fileError: String? = nil) {
        mayImport = role.may(.operate)
        self.fileError = fileError
        columns = CatalogColumn.allCases.map { Column(name: $0.title, explanation: $0.explanation) }
    }
}
