#include <sqlite3.h>

// Swift cannot import the macro SQLITE_TRANSIENT: it is a cast of -1 to a function pointer.
static inline int kartify_bind_text(sqlite3_stmt *statement, int index, const char *text, int length) {
    return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}

// As above, for blobs.
static inline int kartify_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int length) {
    return sqlite3_bind_blob(statement, index, bytes, length, SQLITE_TRANSIENT);
}

// Swift does not import functions with variable arguments. Counting its memory makes SQLite take one lock, for all connections
// together, on every allocation; nobody reads the count. To be called before anything else of SQLite, once.
static inline int kartify_do_not_count_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
