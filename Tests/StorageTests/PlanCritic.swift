import Storage
import Synchronization

/// Remembers every statement that reads a whole growing table.
final class PlanCritic: Sendable {
    /// Tables that stay small by nature: so many rows as there are websites, staff, schema steps and job runs.
    private static let small: Set<String> = [
        "website", "website_host", "module", "payment_gateway", "job", "staff", "second_factor", "job_run", "migration",
        "sqlite_schema", "call_index_end",
    ]
    /// Indexes of the few rows that wait for something: walking one of them is no walk through its table.
    private static let few: Set<String> = [
        "return_with_bank", "return_with_photographs", "one_open_cancellation", "one_open_return", "message_to_send",
    ]
    private let found = Mutex<[String]>([])
    private let used = Mutex<String>("")
    private let sorting = Mutex<[String]>([])

    /// Statements that put rows in order by themselves: they read all of them first.
    var sorts: [String] { sorting.withLock { $0 } }

    var complaints: [String] { found.withLock { $0 } }

    /// Whether any statement goes through an index.
    func hasSeen(_ index: String) -> Bool { used.withLock { $0.contains(index) } }

    func look(at sql: String, _ plan: [String]) {
        used.withLock { $0 += plan.joined(separator: " ") }
        if plan.contains(where: { $0.hasPrefix("USE TEMP B-TREE") }) { sorting.withLock { $0.append(sql) } }
        let scans = plan.filter { line in
            let words = line.split(separator: " ")
            guard words.first == "SCAN", words.count > 1, line != "SCAN CONSTANT ROW", !words[1].hasPrefix("(") else {
                return false
            }
            // What a subquery reads stands in the plan by itself.
            if sql.contains(") AS \(words[1]) ") { return false }
            // A full-text table looked at by its words or its rowid.
            if line.contains("VIRTUAL TABLE INDEX"), !line.hasSuffix(":") { return false }
            if let index = words.last, Self.few.contains(String(index)) { return false }
            let tables = Self.tables(named: String(words[1]), in: sql)
            // An INSERT names the tables that refer to its own: SQLite looks there only while a constraint is open.
            if tables.isEmpty && sql.hasPrefix("INSERT") { return false }
            return tables.isEmpty || !tables.isSubset(of: Self.small)
        }
        if !scans.isEmpty { found.withLock { $0.append("\(scans.joined(separator: "; ")) in: \(sql)") } }
    }

    /// The tables that a statement calls by a name: a plan knows only the alias.
    private static func tables(named name: String, in sql: String) -> Set<String> {
        var words = sql.split { $0 == " " || $0 == "\n" }.map { $0.filter { $0.isLetter || $0 == "_" } }
        words.removeAll { $0 == "AS" }
        var tables: Set<String> = []
        for (index, word) in words.enumerated() where ["FROM", "JOIN", "UPDATE", "INTO"].contains(word) {
            guard index + 1 < words.count else { continue }
            let alias = index + 2 < words.count ? words[index + 2] : ""
            if words[index + 1] == name || alias == name { tables.insert(words[index + 1]) }
        }
        return tables
    }
}
