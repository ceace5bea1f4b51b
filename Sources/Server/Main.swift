import FoundationEssentials
import Glibc
import Kartify

@main
struct Main {
    static func main() {
        let terminal = Terminal(
            arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
        exit(terminal.run())
    }
}
