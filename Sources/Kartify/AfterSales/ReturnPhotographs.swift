import Domain
import Storage
import Web

extension [Photograph] {
    /// The photographs that came with a form, made smaller, without where and by which phone they were taken. Problems are added to
    /// `errors`; where there are any, none is made.
    init(_ request: Request, in folder: ImageFolder, _ errors: inout FormErrors) {
        self = []
        let files = request.files("photographs")
        guard files.count <= Photograph.most else {
            errors.add("photographs", "Choose up to \(Photograph.most) photographs.")
            return
        }
        var kinds: [ImageKind] = []
        for file in files {
            do throws(Refusal) {
                kinds.append(try ImageFileRule.check(file.name, file.bytes, megabytes: Photograph.megabytes))
            } catch {
                errors.add("photographs", error.message)
            }
        }
        guard errors.isEmpty else { return }
        for (file, kind) in zip(files, kinds) {
            if let bytes = folder.smaller(file.bytes, kind, width: Photograph.width) {
                append(Photograph(kind: .webp, bytes: bytes))
            } else {
                errors.add("photographs", ImageFileRule.damaged(file.name).message)
            }
        }
    }
}

/// GET /admin/returns/:reference/photographs/:id
@Sendable func showPhotograph(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let id: ID<Photograph> = try request.id("id", of: "photograph")
    let reference = request.path("reference")
    guard let found = try world.database.read({ try $0.photograph(id, ofReturn: reference, at: staff.website.id) })
    else { throw Refusal.notFound("photograph") }
    return Response(type: found.kind.mediaType, body: found.bytes)
        .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
}

extension ImageKind {
    fileprivate var mediaType: String {
        switch self {
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .webp: "image/webp"
        }
    }
}
