#include <curl/curl.h>
#include <netinet/in.h>

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

static inline CURLcode kartify_set_open_socket(CURL *curl, curl_opensocket_callback function) {
    return curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, function);
}

// Swift sees 16 bytes of an address; an IPv6 one goes on behind them.
static inline const unsigned char *kartify_address(const struct curl_sockaddr *address, long *count) {
    const void *start = &address->addr;
    *count = address->family == AF_INET ? 4 : address->family == AF_INET6 ? 16 : 0;
    return address->family == AF_INET6
        ? ((const struct sockaddr_in6 *)start)->sin6_addr.s6_addr
        : (const unsigned char *)&((const struct sockaddr_in *)start)->sin_addr;
}

// The same for curl_easy_getinfo.
static inline CURLcode kartify_get_certificates(CURL *curl, struct curl_certinfo **chain) {
    return curl_easy_getinfo(curl, CURLINFO_CERTINFO, chain);
}

static inline CURLcode kartify_get_long(CURL *curl, CURLINFO info, long *value) {
    return curl_easy_getinfo(curl, info, value);
}
