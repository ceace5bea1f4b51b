#include <curl/curl.h>

// Swift cannot call C functions with variable arguments: one shim for each type that curl_easy_setopt takes.
static inline CURLcode kartify_set_long(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode kartify_set_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode kartify_set_pointer(CURL *curl, CURLoption option, const void *value) {
    return curl_easy_setopt(curl, option, value);
}

typedef size_t (*kartify_write_function)(char *, size_t, size_t, void *);

static inline CURLcode kartify_set_write(CURL *curl, CURLoption option, kartify_write_function function) {
    return curl_easy_setopt(curl, option, function);
}

// The same for curl_easy_getinfo.
static inline CURLcode kartify_get_long(CURL *curl, CURLINFO info, long *value) {
    return curl_easy_getinfo(curl, info, value);
}
