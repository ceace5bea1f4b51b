#include "CTemplate.h"
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <string>

using ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

static TemplateDictionary *real(ct_dictionary *dictionary) { return reinterpret_cast<TemplateDictionary *>(dictionary); }
static ct_dictionary *face(TemplateDictionary *dictionary) { return reinterpret_cast<ct_dictionary *>(dictionary); }
static ctemplate::TemplateCache *real(ct_cache *cache) { return reinterpret_cast<ctemplate::TemplateCache *>(cache); }

// In a page blank lines are waste; in a letter they part its paragraphs.
static ctemplate::Strip strip(const std::string &file) {
    bool is_text = file.size() > 4 && file.compare(file.size() - 4, 4, ".txt") == 0;
    return is_text ? ctemplate::DO_NOT_STRIP : ctemplate::STRIP_BLANK_LINES;
}

ct_cache *ct_cache_new(const char *root) {
    auto *cache = new ctemplate::TemplateCache();
    cache->SetTemplateRootDirectory(root);
    return reinterpret_cast<ct_cache *>(cache);
}

bool ct_cache_load(ct_cache *cache, const char *file) {
    return real(cache)->LoadTemplate(file, strip(file));
}

void ct_cache_freeze(ct_cache *cache) { real(cache)->Freeze(); }

ct_dictionary *ct_dictionary_new(void) { return face(new TemplateDictionary("page")); }
void ct_dictionary_free(ct_dictionary *dictionary) { delete real(dictionary); }

void ct_set(ct_dictionary *dictionary, const char *name, size_t name_length, const char *value, size_t length) {
    real(dictionary)->SetValue(TemplateString(name, name_length), TemplateString(value, length));
}

void ct_set_global(ct_dictionary *dictionary, const char *name, size_t name_length, const char *value, size_t length) {
    real(dictionary)->SetTemplateGlobalValue(TemplateString(name, name_length), TemplateString(value, length));
}

void ct_show_global(ct_dictionary *dictionary, const char *name, size_t name_length) {
    real(dictionary)->ShowTemplateGlobalSection(TemplateString(name, name_length));
}

void ct_show(ct_dictionary *dictionary, const char *name, size_t name_length) {
    real(dictionary)->ShowSection(TemplateString(name, name_length));
}

ct_dictionary *ct_add_section(ct_dictionary *dictionary, const char *name, size_t name_length) {
    return face(real(dictionary)->AddSectionDictionary(TemplateString(name, name_length)));
}

ct_dictionary *ct_add_include(ct_dictionary *dictionary, const char *name, size_t name_length, const char *file) {
    auto *included = real(dictionary)->AddIncludeDictionary(TemplateString(name, name_length));
    included->SetFilename(file);
    return face(included);
}

bool ct_expand(ct_cache *cache, const char *file, ct_dictionary *dictionary, void *context, ct_sink sink) {
    std::string out;
    if (!real(cache)->ExpandNoLoad(file, strip(file), real(dictionary), nullptr, &out)) return false;
    sink(context, out.data(), out.size());
    return true;
}
