import Domain

/// A file that a staff member has uploaded to change the catalogue. It is kept for a day.
package struct CatalogImport: Sendable {
    package enum State: String, Sendable, SQLBindable, SQLReadable {
        case checking, checked, applying, applied, refused
    }

    /// The name of its files and its page.
    package let token: String
    package let fileName: String
    package let state: State
    package let createdAt: Instant
    /// When **Apply** was last pressed.
    package let startedAt: Instant?
    package let changed: Int
    package let unchanged: Int
    package let failed: Int
    package let refusal: String?
}

extension Reader where Self: ~Copyable {
    /// A staff member's own import at a website.
    package func catalogImport(_ token: String, of staffID: ID<StaffMember>, at websiteID: ID<Website>) throws
        -> CatalogImport?
    {
        try first(
            """
            SELECT token, file_name, state, created_at, started_at, changed, unchanged, failed, refusal FROM catalog_import
            WHERE token = \(token) AND staff_id = \(staffID) AND website_id = \(websiteID)
            """
        ) { row in
            CatalogImport(
                token: try row.next(), fileName: try row.next(), state: try row.next(), createdAt: try row.next(),
                startedAt: try row.next(),
                changed: try row.next(), unchanged: try row.next(), failed: try row.next(), refusal: try row.next())
        }
    }
}

extension Transaction {
    package func addCatalogImport(
        _ token: String, fileName: String, of staffID: ID<StaffMember>, at websiteID: ID<Website>, now: Instant
    ) throws {
        try execute(
            """
            INSERT INTO catalog_import (token, website_id, staff_id, file_name, state, created_at)
            VALUES (\(token), \(websiteID), \(staffID), \(fileName), \(CatalogImport.State.checking), \(now))
            """)
    }

    package func markImportChecked(_ token: String, changed: Int, unchanged: Int, failed: Int) throws {
        try execute(
            """
            UPDATE catalog_import SET state = \(CatalogImport.State.checked), changed = \(changed),
                unchanged = \(unchanged), failed = \(failed)
            WHERE token = \(token)
            """)
    }

    /// Somebody pressed **Apply**.
    ///
    /// - Returns: whether it may start: it is checked, or was started so long ago that its process must have died.
    package func startImport(_ token: String, silentSince: Instant, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE catalog_import SET state = \(CatalogImport.State.applying), started_at = \(now)
            WHERE token = \(token) AND (state = \(CatalogImport.State.checked)
                OR state = \(CatalogImport.State.applying) AND (started_at < \(silentSince) OR started_at > \(Instant.latestBelieved(at: now))))
            """) == 1
    }

    /// Marks it applied, in the transaction that makes its changes.
    ///
    /// - Returns: false when it was applied already: then there is nothing to do.
    package func markImportApplied(_ token: String) throws -> Bool {
        try execute(
            """
            UPDATE catalog_import SET state = \(CatalogImport.State.applied)
            WHERE token = \(token) AND state = \(CatalogImport.State.applying)
            """) == 1
    }

    /// Marks it refused: nothing of it is applied.
    package func markImportRefused(_ token: String, _ reason: String) throws {
        try execute(
            """
            UPDATE catalog_import SET state = \(CatalogImport.State.refused), refusal = \(reason)
            WHERE token = \(token) AND state = \(CatalogImport.State.applying)
            """)
    }

    package func removeCatalogImport(_ token: String) throws {
        try execute("DELETE FROM catalog_import WHERE token = \(token)")
    }

    /// Deletes imports that were uploaded before a time.
    ///
    /// - Returns: their tokens; the caller erases their files.
    package func removeCatalogImports(createdBefore time: Instant) throws -> [String] {
        try all("DELETE FROM catalog_import WHERE created_at < \(time) RETURNING token") { try $0.next() }
    }
}
