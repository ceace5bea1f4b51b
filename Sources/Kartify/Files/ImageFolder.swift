import Crypto
import Domain
import Glibc

/// The products' images, which nginx serves under `/images/`.
struct ImageFolder: Sendable {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    /// Saves an image under a new name and returns that name.
    func keep(_ bytes: [UInt8], _ kind: ImageKind) throws -> String {
        if mkdir(path, 0o755) != 0 && errno != EEXIST {
            throw Refusal(.invalid, "The folder \(path) cannot be made. Check the owner of the folder around it.")
        }
        let name = "\(Base64.url.encode(randomBytes(16))).\(kind.rawValue)"
        try writePrivately(bytes, to: "\(path)/\(name)")
        // nginx may run as another user.
        chmod("\(path)/\(name)", 0o644)
        return name
    }

    func erase(_ name: String) {
        unlink("\(path)/\(name)")
    }
}
