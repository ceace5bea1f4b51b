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

    func set(_ name: String, _ value: String, isGlobal: Bool) {
        withBytes(name) { name, nameLength in
            withBytes(value) { value, length in
                if isGlobal {
                    ct_set_global(handle, name, nameLength, value, length)
                } else {
                    ct_set(handle, name, nameLength, value, length)
                }
            }
        }
    }

    func show(_ name: String, isGlobal: Bool) {
        withBytes(name) { name, length in
            if isGlobal { ct_show_global(handle, name, length) } else { ct_show(handle, name, length) }
        }
    }

    func section(_ name: String) -> TemplateDictionary {
        withBytes(name) { TemplateDictionary(child: ct_add_section(handle, $0, $1)) }
    }

    func include(_ name: String, file: String) -> TemplateDictionary {
        withBytes(name) { TemplateDictionary(child: ct_add_include(handle, $0, $1, file)) }
    }

    private func withBytes<Answer>(_ text: String, _ body: (UnsafePointer<CChar>?, Int) -> Answer) -> Answer {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { body($0.baseAddress, $0.count) }
        }
    }
}
