import Crypto
import FoundationEssentials

/// Where pages find styles, scripts and icons: an address that changes with any of them, so that browsers keep them for a year.
package struct Assets: Sendable {
    let address: String

    /// Nothing is kept for long.
    package static let unversioned = Assets(address: "/assets")

    private init(address: String) {
        self.address = address
    }

    package init(folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let files = names.filter { !$0.hasSuffix(".gz") }.sorted().flatMap { name in
            Array(name.utf8) + Array(FileManager.default.contents(atPath: folder + "/" + name) ?? Data())
        }
        self = files.isEmpty ? .unversioned : Assets(address: "/assets/" + digest(files))
    }
}
