#include <postgresql/libpq-fe.h>

// Swift cannot call C functions with variable arguments, and libpq prints a server's notices by itself otherwise.
static inline void kartify_ignore_notice(void *context, const PGresult *notice) {}

static inline void kartify_ignore_notices(PGconn *connection) {
    PQsetNoticeReceiver(connection, kartify_ignore_notice, 0);
}
