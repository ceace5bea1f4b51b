import Domain
import Storage
import Web

extension [Photograph] {
    /// The photographs that came with a form; problems are added to `errors`.
    init(_ request: Request, _ errors: inout FormErrors) {
        let files = request.files("photographs")
        if files.count > Photograph.most {
            errors.add("photographs", "Choose up to \(Photograph.most) photographs.")
        } else if files.contains(where: { $0.bytes.count > ImageKind.byteLimit }) {
            errors.add("photographs", "A photograph is larger than 2 MB. Choose a smaller one.")
        }
        self = files.compactMap { file in
            ImageKind(of: file.bytes).map { Photograph(kind: $0, bytes: [UInt8](file.bytes)) }
        }
        if count < files.count { errors.add("photographs", "Choose PNG, JPEG or WebP images.") }
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
