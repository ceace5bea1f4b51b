import CTemplate

/// The content of a template file: a struct with the file's names.
package protocol Page: Encodable, Sendable {
    /// The file below the templates' folder.
    static var template: String { get }
}

/// Values that several pages share. They fill the page that holds them.
package protocol PagePart: Encodable, Sendable {}

package enum TemplateError: Error, Sendable {
    /// A file is missing or invalid; found at the start.
    case cannotLoad(String)
    case cannotExpand(String)
}

/// All template files, parsed once at the start and read-only since then.
///
/// Each file of HTML begins with `{{%AUTOESCAPE context="HTML"}}`: ctemplate then escapes every value for the place it stands in.
package final class Templates: @unchecked Sendable {
    // ctemplate's frozen cache is made for many readers; the pointer never changes.
    private let cache: OpaquePointer
    private let inspect: PageInspector?
    /// Every page can include `partials/csrf.html` as `{{>csrf}}`. It sees the frame's values only.
    private let partials: [(name: TemplateName, file: String)]
    private let content = TemplateName("content")

    /// Sees a page and its frame before they are rendered. Tests compare their names with the files'.
    package typealias PageInspector = @Sendable (_ content: any Page, _ frame: any Page) -> Void

    /// Loads the files of a folder.
    ///
    /// - Parameter inspect: sees every page; for tests.
    package init(folder: String, files: [String], inspect: PageInspector? = nil) throws {
        self.inspect = inspect
        partials = files.filter { $0.hasPrefix("partials/") }.map { file in
            (name: TemplateName(String(file.dropFirst("partials/".count).prefix { $0 != "." })), file: file)
        }
        cache = ct_cache_new(folder)
        for file in files where !ct_cache_load(cache, file) { throw TemplateError.cannotLoad(file) }
        ct_cache_freeze(cache)
    }

    /// A page inside a frame. The page sees the frame's values too, as ctemplate's template-global values.
    package func render<Content: Page>(_ content: Content, in frame: some Page) throws -> [UInt8] {
        try render(content, in: frame, named: type(of: frame).template)
    }

    private func render<Content: Page>(_ content: Content, in frame: some Page, named file: String) throws -> [UInt8] {
        inspect?(content, frame)
        return try TemplateDictionary.withNew { root in
            root.fill(frame, isGlobal: true)
            let page = root.include(self.content, file: Content.template)
            page.fill(content, isGlobal: false)
            for partial in partials {
                _ = root.include(partial.name, file: partial.file)
                _ = page.include(partial.name, file: partial.file)
            }
            return try expand(file, root)
        }
    }

    /// A file of plain text, such as a letter. Nothing is escaped, and it includes nothing.
    package func text(_ values: some Encodable, file: String) throws -> String {
        try TemplateDictionary.withNew { root in
            root.fill(values, isGlobal: false)
            return String(decoding: try expand(file, root), as: UTF8.self)
        }
    }

    private func expand(_ file: String, _ dictionary: TemplateDictionary) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let isExpanded = withUnsafeMutablePointer(to: &bytes) { bytes in
            ct_expand(cache, file, dictionary.handle, bytes) { context, start, length in
                guard let context, let start else { return }
                let raw = UnsafeRawBufferPointer(start: start, count: length)
                context.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: raw)
            }
        }
        guard isExpanded else { throw TemplateError.cannotExpand(file) }
        return bytes
    }
}
