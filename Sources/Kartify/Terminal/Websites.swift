import Domain
import Storage

extension Terminal {
    /// `kartify website add NAME PREFIX HOST …`
    func addWebsite() throws {
        guard arguments.count >= 5, arguments[1] == "add" else {
            throw Refusal(
                .invalid, "Give a name, a prefix and the hosts: kartify website add NAME PREFIX HOST ….")
        }
        let (name, prefix) = (arguments[2].trimmed, arguments[3])
        let hosts = arguments[4...].map { $0.lowercased() }
        guard (1...100).contains(name.count) else { throw Refusal(.invalid, "Type a name of up to 100 characters.") }
        guard (2...8).contains(prefix.count), prefix.allSatisfy({ $0.isASCIILetter && $0.isUppercase }) else {
            throw Refusal(.invalid, "A prefix has 2 to 8 capital letters, such as KFY.")
        }
        if let wrong = hosts.first(where: { !Self.isHost($0) }) {
            throw Refusal(.invalid, "“\(wrong)” is no host name. Type it without http:// and without a port.")
        }
        do {
            _ = try Installation(self).openDatabase().write {
                try $0.addWebsite(name: name, orderPrefix: prefix, hosts: hosts, at: .now)
            }
        } catch DatabaseError.notUnique {
            throw Refusal(.conflict, "Another website has this prefix, or one of these hosts. Choose others.")
        }
        say(
            "“\(name)” answers at \(hosts.joined(separator: ", ")). Add staff with kartify user add NAME, then set up its module in /admin."
        )
    }

    private static func isHost(_ text: String) -> Bool {
        (1...253).contains(text.count)
            && text.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == "." || $0 == "-" }
    }
}
