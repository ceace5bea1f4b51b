import CTemplate

/// ctemplate's dictionary: the names and values of one page, one repetition of a section, or one included file.
final class TemplateDictionary {
    let handle: OpaquePointer
    private let isRoot: Bool

    init() {
        handle = ct_dictionary_new()
        isRoot = true
    }

    private init(child: OpaquePointer) {
        handle = child
        isRoot = false
    }

    deinit {
        if isRoot { ct_dictionary_free(handle) }
    }

    func fill(_ page: some Encodable, isGlobal: Bool) throws {
        try page.encode(to: PageEncoder(dictionary: self, isGlobal: isGlobal))
    }

    func set(_ name: TemplateName, _ value: String, isGlobal: Bool) {
        var value = value
        value.withCharacters { value, length in
            if isGlobal {
                ct_set_global(handle, name.handle, value, length)
            } else {
                ct_set(handle, name.handle, value, length)
            }
        }
    }

    func show(_ name: TemplateName, _ mark: ct_mark = CT_PLAIN, isGlobal: Bool) {
        if isGlobal { ct_show_global(handle, name.handle, mark) } else { ct_show(handle, name.handle, mark) }
    }

    func section(_ name: TemplateName) -> TemplateDictionary {
        TemplateDictionary(child: ct_add_section(handle, name.handle))
    }

    func include(_ name: TemplateName, file: String) -> TemplateDictionary {
        TemplateDictionary(child: ct_add_include(handle, name.handle, file))
    }
}
