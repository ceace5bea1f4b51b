// A release build carries Swift's own libraries inside, and Testing is not among them.
#if canImport(Testing)
    import Testing

    extension Trait where Self == ConditionTrait {
        /// For a test of what only SQLite has: a file, or its plans of queries.
        package static var onlyOnSQLite: Self { .enabled(if: TestEngine.isSQLite) }

        /// For a test of what only a server has.
        package static var onlyOnPostgres: Self { .enabled(if: !TestEngine.isSQLite) }
    }
#endif
