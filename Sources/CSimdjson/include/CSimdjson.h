// A C face of simdjson, which is C++: a whole document as a flat list, each list and object before what is in it.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { json_null, json_false, json_true, json_integer, json_number, json_text, json_list, json_object } json_kind;

typedef struct {
    json_kind kind;
    /// The elements of a list, or the members of an object: a member is its name, a text, and then its value.
    size_t count;
    int64_t integer;
    /// A text without its quotes and escapes, or a number as it was written. It lives as long as the document.
    const char *text;
    size_t length;
} json_node;

typedef struct json_document json_document;

/// NULL when the bytes are not JSON in UTF-8 (RFC 8259), or nested deeper than `deepest`.
json_document *json_parse(const uint8_t *bytes, size_t length, size_t deepest);
const json_node *json_nodes(const json_document *document);
void json_free(json_document *document);

#ifdef __cplusplus
}
#endif
