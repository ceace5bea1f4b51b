import Domain
import Storage
import Web

/// POST /admin/users/:name/websites — which websites somebody may see.
@Sendable func restrictUser(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let name = try staff.colleague(request)
    let chosen = Set(request.form.all("website").compactMap { ID<Website>($0) })
    let shown = request.form[ShownField.hiddenName("websites")]
    try staff.change(request, in: world) { store, change in
        let member = try store.login(name).member
        let current = try store.restriction(of: member.id)
        guard shown == current.words else {
            throw Refusal(
                .conflict, "Somebody has changed the websites of “\(name)” since you opened the page. Open it again.")
        }
        let all = try store.websites()
        let ids = all.map(\.id).filter(chosen.contains)
        guard member.role != .administrator || ids.isEmpty || ids.count == all.count else {
            throw Refusal(.conflict, "An administrator sees every website. Change the role first.")
        }
        let isAll = ids.isEmpty || ids.count == all.count
        try store.restrict(member, to: isAll ? [] : ids)
        let names = isAll ? "all" : all.filter { chosen.contains($0.id) }.map(\.name).joined(separator: ", ")
        try store.auditEverywhere(
            "Changed the websites", of: "\(name): \(names)", by: change.staff, from: change.address, at: change.now)
    }
    return .redirect(to: "/admin/users/\(name)?saved=websites")
}

extension [ID<Website>] {
    /// What the form showed: `1,2`.
    var words: String { map(\.description).joined(separator: ",") }
}
