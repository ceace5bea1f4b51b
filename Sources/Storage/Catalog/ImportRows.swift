import Domain

/// A file that a staff member has uploaded to change the catalogue, and how far it has come. It is kept for a day.
package struct CatalogImport: Sendable {
    /// How far it has come.
    package enum State: String, Sendable, SQLBindable, SQLReadable {
        case checking, checked, applying, applied, refused
    }

    /// Names its files, and its page.
    package let token: String
    /// What the file was called.
    package let fileName: String
    /// How far it has come.
    package let state: State
    /// When it was uploaded.
    package let createdAt: Instant
    /// When it was last set to work.
    package let startedAt: Instant?
    /// Changed rows.
    package let changed: Int
    /// Rows that say what the catalogue says.
    package let unchanged: Int
    package let failed: Int
    /// Why it was not applied.
    package let refusal: String?
}

extension Reader where Self: ~Copyable {
    /// A staff member's own import at a website.
    package func catalogImport(_ token: String, of staffID: Int, at websiteID: Int) throws -> CatalogImport? {
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
    /// A file has come; its rows are not looked at yet.
    package func addCatalogImport(
        _ token: String, fileName: String, of staffID: Int, at websiteID: Int, now: Instant
    ) throws {
        try execute(
            """
            INSERT INTO catalog_import (token, website_id, staff_id, file_name, state, created_at)
            VALUES (\(token), \(websiteID), \(staffID), \(fileName), \(CatalogImport.State.checking), \(now))
            """)
    }

    /// All its rows have been compared with the catalogue.
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
    /// - Returns: whether it may be set to work: it is checked, or was set to work so long ago that its process must be gone.
    package func startImport(_ token: String, silentSince: Instant, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE catalog_import SET state = \(CatalogImport.State.applying), started_at = \(now)
            WHERE token = \(token) AND (state = \(CatalogImport.State.checked)
                OR state = \(CatalogImport.State.applying) AND started_at < \(silentSince))
            """) == 1
    }

    /// Its changes are made, in this very transaction.
    ///
    /// - Returns: false when they had been made already: then there is nothing to do.
    package func markImportApplied(_ token: String) throws -> Bool {
        try execute(
            """
            UPDATE catalog_import SET state = \(CatalogImport.State.applied)
            WHERE token = \(token) AND state = \(CatalogImport.State.applying)
            """) == 1
    }

    /// Nothing of it was or will be applied.
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

    /// Forgets imports that were uploaded before a time.
    ///
    /// - Returns: their tokens, whose files are to be erased.
    package func removeCatalogImports(createdBefore time: Instant) throws -> [String] {
        try all("DELETE FROM catalog_import WHERE created_at < \(time) RETURNING token") { try $0.next() }
    }
}
