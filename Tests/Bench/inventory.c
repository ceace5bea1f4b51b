// What bare SQLite reaches: the statements of POST /api/v1/inventory with 500 SKUs (Sources/Storage/Inventory and Exchanges), prepared
// once, on one connection with Kartify's own settings, committed batch by batch. Prints batches a second.
//
// inventory FILE SKUS feed|styles|random SECONDS
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH = 500 };

static sqlite3 *db;

static void check(int code, const char *what) {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), sql);
    return statement;
}

// Binds integers and texts by the letters i and t, runs the statement, and gives its first column.
static long long run(sqlite3_stmt *statement, const char *types, ...) {
    va_list values;
    va_start(values, types);
    for (int place = 0; types[place]; place++) {
        if (types[place] == 'i') {
            sqlite3_bind_int64(statement, place + 1, va_arg(values, long long));
        } else {
            sqlite3_bind_text(statement, place + 1, va_arg(values, const char *), -1, SQLITE_TRANSIENT);
        }
    }
    va_end(values);
    int code = sqlite3_step(statement);
    check(code, sqlite3_sql(statement));
    long long first = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return first;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static int compare(const void *left, const void *right) {
    long long difference = *(const long long *)left - *(const long long *)right;
    return (difference > 0) - (difference < 0);
}

int main(int count, char **words) {
    if (count != 5) return 2;
    long long skus = atoll(words[2]);
    int together = strcmp(words[3], "random") == 0 ? 1 : strcmp(words[3], "styles") == 0 ? 5 : 0;
    double seconds = atof(words[4]);
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    check(sqlite3_open(words[1], &db), words[1]);
    check(sqlite3_exec(db,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-64000; PRAGMA wal_autocheckpoint=8000;",
        NULL, NULL, NULL), "settings");
    sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
    sqlite3_stmt *savepoint = prepare("SAVEPOINT one"), *release = prepare("RELEASE one");
    sqlite3_stmt *find = prepare("SELECT id, product_id, count, counted_at, uncounted, pushed_day FROM sku WHERE website_id = ? AND code = ?");
    sqlite3_stmt *update = prepare("UPDATE sku SET count = ?, counted_at = ?, uncounted = ?, available = ? WHERE id = ?");
    sqlite3_stmt *day = prepare("UPDATE sku SET pushed_day = ? WHERE id = ?");
    sqlite3_stmt *move = prepare("INSERT INTO stock_movement (sku_id, at, source, reference, count, available) VALUES (?, ?, ?, ?, ?, ?)");
    sqlite3_stmt *recount = prepare(
        "UPDATE product SET available = (SELECT coalesce(sum(available), 0) FROM sku WHERE product_id = product.id) WHERE id = ?");
    sqlite3_stmt *note = prepare("UPDATE website SET counted_at = ? WHERE id = ? AND (counted_at IS NULL OR counted_at < ?)");
    sqlite3_stmt *exchange = prepare(
        "INSERT INTO exchange (website_id, at, kind, target, outcome, http_status, milliseconds, request, response)"
        " VALUES (?, ?, 'inventory', '/api/v1/inventory', 'accepted', 200, 9, ?, ?)");

    // As long as the bodies of such a call.
    char *request = malloc(36 * BATCH + 1), *response = malloc(72 * BATCH + 1), reference[33] = "bd5c829aca395159ef665cd96d2c736a";
    memset(request, 'q', 36 * BATCH);
    memset(response, 'r', 72 * BATCH);
    request[36 * BATCH] = response[72 * BATCH] = 0;

    srandom(7);
    double start = now();
    long long batches = 0, sku = 0;
    while (now() - start < seconds) {
        long long time = (long long)(now() * 1000) + 1800000000000, products[BATCH], ids[BATCH], counts[BATCH];
        char code[32];
        run(begin, "");
        run(savepoint, "");
        for (int i = 0; i < BATCH; i++) {
            sku = together == 0 ? sku % skus + 1 : i % together == 0 ? random() % (skus / together) * together + 1 : sku + 1;
            sprintf(code, "BENCH-%lld", sku);
            sqlite3_bind_int64(find, 1, 1);
            sqlite3_bind_text(find, 2, code, -1, SQLITE_TRANSIENT);
            check(sqlite3_step(find), "find");
            ids[i] = sqlite3_column_int64(find, 0);
            products[i] = sqlite3_column_int64(find, 1);
            counts[i] = (sqlite3_column_int64(find, 2) + 1 + random() % 400) % 1000;
            sqlite3_reset(find);
        }
        for (int i = 0; i < BATCH; i++) run(update, "iiiii", counts[i], time, 0LL, counts[i], ids[i]);
        if (batches * BATCH < skus) for (int i = 0; i < BATCH; i++) run(day, "ii", time / 86400000, ids[i]);
        for (int i = 0; i < BATCH; i++) run(move, "iittii", ids[i], time, "inventory", reference, counts[i], counts[i]);
        qsort(products, BATCH, sizeof *products, compare);
        for (int i = 0; i < BATCH; i++) if (i == 0 || products[i] != products[i - 1]) run(recount, "i", products[i]);
        run(note, "iii", time, 1LL, time);
        run(exchange, "iitt", 1LL, time, request, response);
        run(release, "");
        run(commit, "");
        batches++;
    }
    printf("%.1f\n", batches / (now() - start));
    return 0;
}
