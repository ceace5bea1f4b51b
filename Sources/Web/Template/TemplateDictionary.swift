import CTemplate

/// ctemplate's dictionary: the names and values of one page, one repetition of a section, or one included file. Those of a page's
/// sections and files live as long as the page's.
struct TemplateDictionary {
    let handle: OpaquePointer

    /// A page's dictionary, for as long as it is filled and expanded.
    static func withNew<Value>(_ body: (TemplateDictionary) throws -> Value) rethrows -> Value {
        let new = TemplateDictionary(handle: ct_dictionary_new())
        defer { ct_dictionary_free(new.handle) }
        return try body(new)
    }

    func fill<Content: Encodable>(_ page: Content, isGlobal: Bool) {
        withUnsafePointer(to: page) {
            PageLayouts.ofThisThread.layout(of: Content.self).write($0, into: self, isGlobal: isGlobal)
        }
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
        TemplateDictionary(handle: ct_add_section(handle, name.handle))
    }

    func include(_ name: TemplateName, file: String) -> TemplateDictionary {
        TemplateDictionary(handle: ct_add_include(handle, name.handle, file))
    }
}
