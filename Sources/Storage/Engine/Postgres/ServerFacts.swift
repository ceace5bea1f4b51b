import Domain

/// What a server and its database are, and what to type where we cannot work with them.
package struct ServerFacts {
    /// 150004 is 15.4.
    var version: Int
    var database: String
    var user: String
    var encoding: String
    /// How text is sorted, and what its letters are.
    var collations: [String]
    /// Whether it takes writes: a standby does not.
    var isWritable: Bool
    /// Whether the user may make tables.
    var isOurs: Bool

    package init(
        version: Int = 150_000, database: String = "kartify", user: String = "kartify", encoding: String = "UTF8",
        collations: [String] = ["C", "C"], isWritable: Bool = true, isOurs: Bool = true
    ) {
        (self.version, self.database, self.user) = (version, database, user)
        (self.encoding, self.collations) = (encoding, collations)
        (self.isWritable, self.isOurs) = (isWritable, isOurs)
    }

    package var refusal: Refusal? { words.map { Refusal(.invalid, $0) } }

    private var words: String? {
        if version < 150_000 {
            return
                "The PostgreSQL server is older than version 15. Install a newer one: “apt install postgresql”."
        }
        if encoding != "UTF8" || collations != ["C", "C"] {
            return """
                The PostgreSQL database \(database) has encoding \(encoding) and sorts by \(collations.joined(separator: ", ")). \
                Make one that has UTF8 and sorts by bytes: “createdb --template=template0 --encoding=UTF8 --locale=C \(database)”.
                """
        }
        if !isWritable {
            return """
                The PostgreSQL server takes no writes: it is a standby, or set to read only. Name all servers in \
                KARTIFY_DATABASE, and the one that takes writes is found: \
                “postgres://\(user)@FIRST,SECOND/\(database)?target_session_attrs=read-write”.
                """
        }
        if !isOurs {
            return """
                The user \(user) may not make tables in the PostgreSQL database \(database). As postgres type \
                “psql -c 'ALTER DATABASE \(database) OWNER TO \(user)'”.
                """
        }
        return nil
    }
}

extension PostgresConnection {
    func facts() throws -> ServerFacts {
        let answer = try send(
            """
            SELECT datname, current_user, pg_encoding_to_char(encoding), datcollate, datctype,
                current_setting('transaction_read_only'), has_schema_privilege('public', 'CREATE')
            FROM pg_database WHERE datname = current_database()
            """)
        let values = (0..<7).map { answer.text($0) ?? "" }
        return ServerFacts(
            version: serverVersion, database: values[0], user: values[1], encoding: values[2],
            collations: [values[3], values[4]], isWritable: values[5] == "off", isOurs: values[6] == "t")
    }
}

/// Settings without which what was confirmed may be lost with the machine, and what each may be. `local` and `remote_write` do not
/// wait until a standby has it on disk.
private let safeSettings = [
    ("fsync", ["on"]), ("full_page_writes", ["on"]), ("synchronous_commit", ["on", "remote_apply"]),
]

extension PostgresConnection {
    package func riskySettings() throws -> [String] {
        try safeSettings.compactMap { name, safe in
            let value = try send("SHOW \(name)").text(0) ?? ""
            guard !safe.contains(value) else { return nil }
            return
                "\(name) is \(value): type “ALTER SYSTEM SET \(name) = on;”, then “SELECT pg_reload_conf();”."
        }
    }
}
