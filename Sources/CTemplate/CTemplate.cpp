#include "CTemplate.h"
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <mutex>
#include <string>
#include <unordered_map>

using ctemplate::StaticTemplateString;
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

// For a name that it does not know as a constant, ctemplate computes a hash and takes a lock of all threads, each time.
struct ct_name {
    const std::string texts[3];
    StaticTemplateString marks[3];

    ct_name(const std::string &name) : texts{name, "has_" + name, "no_" + name} {
        for (int mark = CT_PLAIN; mark <= CT_NO; mark++) {
            marks[mark] = {{texts[mark].data(), texts[mark].size(), 0}};
            ctemplate::StaticTemplateStringInitializer known(&marks[mark]);
        }
    }
};

const ct_name *ct_name_keep(const char *name, size_t length) {
    static std::mutex lock;
    static auto &all = *new std::unordered_map<std::string, ct_name>();
    std::lock_guard<std::mutex> guard(lock);
    return &all.try_emplace(std::string(name, length), std::string(name, length)).first->second;
}

void ct_set(ct_dictionary *dictionary, const ct_name *name, const char *value, size_t length) {
    real(dictionary)->SetValue(name->marks[CT_PLAIN], TemplateString(value, length));
}

void ct_set_global(ct_dictionary *dictionary, const ct_name *name, const char *value, size_t length) {
    real(dictionary)->SetTemplateGlobalValue(name->marks[CT_PLAIN], TemplateString(value, length));
}

void ct_show(ct_dictionary *dictionary, const ct_name *name, ct_mark mark) { real(dictionary)->ShowSection(name->marks[mark]); }

void ct_show_global(ct_dictionary *dictionary, const ct_name *name, ct_mark mark) {
    real(dictionary)->ShowTemplateGlobalSection(name->marks[mark]);
}

ct_dictionary *ct_add_section(ct_dictionary *dictionary, const ct_name *name) {
    return face(real(dictionary)->AddSectionDictionary(name->marks[CT_PLAIN]));
}

ct_dictionary *ct_add_include(ct_dictionary *dictionary, const ct_name *name, const char *file) {
    auto *included = real(dictionary)->AddIncludeDictionary(name->marks[CT_PLAIN]);
    included->SetFilename(file);
    return face(included);
}

bool ct_expand(ct_cache *cache, const char *file, ct_dictionary *dictionary, void *context, ct_sink sink) {
    std::string out;
    if (!real(cache)->ExpandNoLoad(file, strip(file), real(dictionary), nullptr, &out)) return false;
    sink(context, out.data(), out.size());
    return true;
}
