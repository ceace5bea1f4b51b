import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Runs a program and waits; what it prints on standard output.
@discardableResult
func run(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws -> String {
    let folder = try TemporaryFolder(), output = folder.file("output")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, folder.file("errors"), O_WRONLY | O_CREAT, 0o600)

    let inherited = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let argv = ([program] + arguments).map { strdup($0) } + [nil]
    let envp = inherited.map { strdup("\($0)=\($1)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var id: pid_t = 0, status: Int32 = 0
    try #require(posix_spawn(&id, program, &actions, nil, argv, envp) == 0, "\(program) is not installed")
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    let errors = try String(contentsOfFile: folder.file("errors"), encoding: .utf8)
    try #require(status == 0, "\(program) \(arguments): \(errors)")
    return try String(contentsOfFile: output, encoding: .utf8)
}

/// One of the Python programs beside the tests, run with Debian's Python, which has openpyxl.
@discardableResult
func python(_ name: String, _ arguments: String...) throws -> String {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let program = tests.appending(path: "Programs/\(name)").path
    return try run("/usr/bin/python3", [program] + arguments)
}
