import Dispatch
import FoundationEssentials
import Glibc
import Storage
import Synchronization

/// A PostgreSQL server of this test run, on a socket in a folder; both go when the process ends, in whatever way.
final class TestServer: Sendable {
    static let shared = Result { try TestServer() }

    private struct State {
        let connection: PostgresConnection
        /// Databases by the paths that stand for them.
        var names: [String: String] = [:]
        var made = 0
        /// Why one of them could not be dropped.
        var fault: (any Error)?
    }

    private let folder: String
    private let state: Mutex<State>
    private let sweeping = DispatchQueue(label: "sweeping")

    struct DoesNotStart: Error {}

    private init() throws {
        var name = Array("\(Self.place)/kartify-postgres-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw DoesNotStart() }
        let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let script = #filePath.replacing("/TestServer.swift", with: "/cluster")
        guard system("'\(script)' start '\(folder)' >'\(folder)/start' 2>&1") == 0,
            // Its input ends with this process.
            popen("exec '\(script)' keep '\(folder)' >/dev/null 2>&1", "we") != nil
        else { throw DoesNotStart() }
        self.folder = folder
        state = Mutex(State(connection: try PostgresConnection(url: Self.address(of: "postgres", in: folder))))
        try run("CREATE DATABASE whole")
        _ = try Database(server: address(of: "whole"))
        try WebsiteWatch.begin(on: PostgresConnection(url: address(of: "whole")))
    }

    /// In memory where that has room: a database is 700 files, and ext4 looks long for a free inode after many were deleted.
    private static var place: String {
        var room = statvfs()
        let isRoomy = statvfs("/dev/shm", &room) == 0 && room.f_bavail * room.f_frsize >= 4 << 30
        return isRoomy ? "/dev/shm" : "/tmp"
    }

    /// The address of the database that stands for a path: a new one for a new path.
    ///
    /// - Parameter isWhole: whether it has the schema already.
    func address(ofPath path: String, isWhole: Bool) throws -> String {
        try state.withLock { state in
            if let fault = state.fault { throw fault }
            if let name = state.names[path] { return address(of: name) }
            if state.made % 50 == 49 { dropUnused(&state) }
            state.made += 1
            let name = "test\(state.made)"
            try state.connection.run(script: "CREATE DATABASE \(name) TEMPLATE \(isWhole ? "whole" : "template0")")
            state.names[path] = name
            return address(of: name)
        }
    }

    /// Drops those whose folders are gone: nobody will ask for them again. The server takes up to seconds for one, and no test waits
    /// for it.
    private func dropUnused(_ state: inout State) {
        let unused = state.names.filter { path, _ in
            !FileManager.default.fileExists(
                atPath: String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)))
        }
        for path in unused.keys { state.names[path] = nil }
        sweeping.async { [self] in
            do {
                let connection = try PostgresConnection(url: address(of: "postgres"))
                for name in unused.values { try connection.run(script: "DROP DATABASE \(name) WITH (FORCE)") }
            } catch {
                self.state.withLock { $0.fault = error }
            }
        }
    }

    private func run(_ script: String) throws {
        try state.withLock { try $0.connection.run(script: script) }
    }

    private func address(of name: String) -> String { Self.address(of: name, in: folder) }

    private static func address(of name: String, in folder: String) -> String {
        "postgres:///\(name)?host=\(folder)&user=kartify"
    }
}
