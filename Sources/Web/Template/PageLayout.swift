import CTemplate
import Glibc
@_spi(Reflection) import Swift

/// Writes a page struct into a dictionary.
///
/// A template has its own spelling of names: see `templateName`. A text, a number or an id becomes `{{name}}`. `true` shows the section
/// `{{#name}}`, `false` shows `{{#no_name}}`. A list repeats `{{#name}}` for each of its elements and shows `{{#no_name}}` when it
/// is empty. An optional is shown by `{{#has_name}}` or `{{#no_name}}`; a nested struct fills `{{#name}}` once. A nested `Page`
/// is included at `{{>name}}`, a list of them one after another. A nested `PagePart` fills the page itself.
///
/// Inside a section, a missing name is looked up outwards. A section found that way leads back out: between its
/// marks, the values of the inner one are hidden. So a list's rows use only sections of their own.
///
/// What a type's properties are is found out once: to ask each value of each page what it is took longer than to write it. `Mirror`
/// would ask and box each value again. `_forEachField`, on which it is built, tells where the properties of a type stand.
final class PageLayout {
    /// Writes the value at an address.
    fileprivate typealias Writer = (UnsafeRawPointer, TemplateDictionary, _ isGlobal: Bool) -> Void

    private var properties: [(offset: Int, write: Writer)] = []

    /// Writes the struct at an address.
    func write(_ start: UnsafeRawPointer, into dictionary: TemplateDictionary, isGlobal: Bool) {
        for property in properties { property.write(start + property.offset, dictionary, isGlobal) }
    }

    fileprivate func find(in type: Any.Type, _ layouts: PageLayouts) {
        let isStruct = _forEachField(of: type) { name, offset, type, _ in
            properties.append((offset, layouts.writer(of: type, TemplateName(String(cString: name)))))
            return true
        }
        precondition(isStruct, "a page is a struct, not \(type)")
    }
}

/// The layouts of one thread: no worker waits for another's, or counts the references to it.
final class PageLayouts {
    private var known: [ObjectIdentifier: PageLayout] = [:]
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let made = pthread_key_create(&key) { layouts in
            if let layouts { Unmanaged<PageLayouts>.fromOpaque(layouts).release() }
        }
        precondition(made == 0, "no key for a thread's layouts")
        return key
    }()

    static var ofThisThread: PageLayouts {
        if let known = pthread_getspecific(key) { return Unmanaged.fromOpaque(known).takeUnretainedValue() }
        let new = PageLayouts()
        pthread_setspecific(key, Unmanaged.passRetained(new).toOpaque())
        return new
    }

    func layout(of type: Any.Type) -> PageLayout {
        if let layout = known[ObjectIdentifier(type)] { return layout }
        let layout = PageLayout()
        // Known before it is complete, for a struct that holds a list of its kind.
        known[ObjectIdentifier(type)] = layout
        layout.find(in: type, self)
        return layout
    }

    fileprivate func writer(of type: Any.Type, _ name: TemplateName) -> PageLayout.Writer {
        switch type {
        case is String.Type: writer(of: String.self, name) { $0 }
        case is Int.Type: writer(of: Int.self, name) { String($0) }
        case is Bool.Type:
            { $1.show(name, $0.assumingMemoryBound(to: Bool.self).pointee ? CT_PLAIN : CT_NO, isGlobal: $2) }
        case let type as any LosslessStringConvertible.Type: writer(ofID: type, name)
        case let type as any PageValue.Type: type.writer(name, self)
        case is any PagePart.Type: layout(of: type).write
        default: element(of: type, name)
        }
    }

    /// Fills a repetition of a section, or an inclusion of a page's own file.
    fileprivate func element(of type: Any.Type, _ name: TemplateName) -> PageLayout.Writer {
        let isValue = type is any LosslessStringConvertible.Type || type is any PageValue.Type
        precondition(!isValue, "a list in a page holds structs, not \(type)")
        let layout = layout(of: type)
        if let page = type as? any Page.Type {
            let file = page.template
            return { start, dictionary, _ in
                layout.write(start, into: dictionary.include(name, file: file), isGlobal: false)
            }
        }
        return { start, dictionary, _ in layout.write(start, into: dictionary.section(name), isGlobal: false) }
    }

    private func writer<ID: LosslessStringConvertible>(ofID type: ID.Type, _ name: TemplateName) -> PageLayout.Writer {
        writer(of: type, name) { $0.description }
    }

    private func writer<Value>(
        of type: Value.Type, _ name: TemplateName, _ text: @escaping (Value) -> String
    ) -> PageLayout.Writer {
        { $1.set(name, text($0.assumingMemoryBound(to: type).pointee), isGlobal: $2) }
    }
}

/// What holds other values.
private protocol PageValue {
    static func writer(_ name: TemplateName, _ layouts: PageLayouts) -> PageLayout.Writer
}

extension Optional: PageValue {
    fileprivate static func writer(_ name: TemplateName, _ layouts: PageLayouts) -> PageLayout.Writer {
        let write = layouts.writer(of: Wrapped.self, name)
        return { start, dictionary, isGlobal in
            let value = start.assumingMemoryBound(to: Self.self).pointee
            dictionary.show(name, value == nil ? CT_NO : CT_HAS, isGlobal: isGlobal)
            if let value { withUnsafePointer(to: value) { write($0, dictionary, isGlobal) } }
        }
    }
}

extension Array: PageValue {
    fileprivate static func writer(_ name: TemplateName, _ layouts: PageLayouts) -> PageLayout.Writer {
        let write = layouts.element(of: Element.self, name)
        return { start, dictionary, isGlobal in
            start.assumingMemoryBound(to: Self.self).pointee.withUnsafeBufferPointer { elements in
                dictionary.show(name, elements.isEmpty ? CT_NO : CT_HAS, isGlobal: isGlobal)
                guard let first = elements.baseAddress else { return }
                for index in elements.indices { write(first + index, dictionary, isGlobal) }
            }
        }
    }
}
