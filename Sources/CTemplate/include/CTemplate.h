// A C face for ctemplate, which is C++: Swift sees opaque pointers and byte ranges only.
#pragma once
#include <stddef.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ct_cache ct_cache;
typedef struct ct_dictionary ct_dictionary;

/// A cache of the templates below `root`. It lives as long as the process.
ct_cache *ct_cache_new(const char *root);

/// Parses one file; false when it is missing or wrong.
bool ct_cache_load(ct_cache *cache, const char *file);

/// From here on the cache is read-only, and may be read by many threads.
void ct_cache_freeze(ct_cache *cache);

ct_dictionary *ct_dictionary_new(void);
void ct_dictionary_free(ct_dictionary *dictionary);

/// A name in templates, with the marks of its sections.
typedef struct ct_name ct_name;

/// Keeps a name for as long as the process lives, once for all threads. It takes a lock of theirs: ask for a name once, not for each page.
const ct_name *ct_name_keep(const char *name, size_t length);

void ct_set(ct_dictionary *dictionary, const ct_name *name, const char *value, size_t length);

/// Shows `{{#name}}`, `{{#has_name}}` or `{{#no_name}}`.
typedef enum { CT_PLAIN, CT_HAS, CT_NO } ct_mark;
void ct_show(ct_dictionary *dictionary, const ct_name *name, ct_mark mark);

/// Seen by included files too.
void ct_set_global(ct_dictionary *dictionary, const ct_name *name, const char *value, size_t length);
void ct_show_global(ct_dictionary *dictionary, const ct_name *name, ct_mark mark);

/// One more turn of a section; the answer belongs to `dictionary`.
ct_dictionary *ct_add_section(ct_dictionary *dictionary, const ct_name *name);

/// What fills an include; the answer belongs to `dictionary`.
ct_dictionary *ct_add_include(ct_dictionary *dictionary, const ct_name *name, const char *file);

typedef void (*ct_sink)(void *context, const char *bytes, size_t length);

/// Expands a file into `sink`, called once; false when the file is unknown.
bool ct_expand(ct_cache *cache, const char *file, ct_dictionary *dictionary, void *context, ct_sink sink);

#ifdef __cplusplus
}
#endif
