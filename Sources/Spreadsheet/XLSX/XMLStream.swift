import CExpat

/// A part of a workbook, parsed by expat while it is unpacked.
///
/// It refuses what no spreadsheet program writes and what would make expat take memory without end: a document type (entities),
/// elements within elements within elements, thousands of different names, tags of hundreds of kilobytes.
final class XMLStream {
    private static let chunk = 64 << 10
    private static let deepest = 64
    private static let mostNames = 2000
    private static let longestTag = 256 << 10

    private let part: ZipPart
    private let parser: XML_Parser
    private let handler: any XMLHandler

    private var failure: SpreadsheetError?
    private var isPaused = false, isLastChunk = false, isFinished = false
    private var depth = 0
    private var prefix: [XML_Char] = []
    private var names: Set<UInt64> = []
    private var bytesWithoutEvent = 0

    init(_ part: ZipPart, _ handler: any XMLHandler) throws(SpreadsheetError) {
        guard let parser = XML_ParserCreate(nil) else { throw .broken("expat has no memory for a parser") }
        self.part = part
        self.parser = parser
        self.handler = handler
        connect()
    }

    deinit {
        XML_ParserFree(parser)
    }

    /// Parses on until the handler pauses: true. False at the end of the part, or where the handler has finished.
    func advance() throws(SpreadsheetError) -> Bool {
        while !isFinished {
            guard isPaused || !isLastChunk else { return false }
            let status = isPaused ? XML_ResumeParser(parser) : try parseChunk()
            if isFinished { return false }
            isPaused = status == XML_STATUS_SUSPENDED
            if isPaused { return true }
            if let failure { throw failure }
            guard status == XML_STATUS_OK else {
                throw broken(String(cString: XML_ErrorString(XML_GetErrorCode(parser))))
            }
            guard bytesWithoutEvent <= Self.longestTag else { throw broken("a tag without end") }
        }
        return false
    }

    /// Parses everything, for a handler that never pauses.
    func run() throws(SpreadsheetError) {
        while try advance() {}
    }

    private func parseChunk() throws(SpreadsheetError) -> XML_Status {
        guard let buffer = XML_GetBuffer(parser, Int32(Self.chunk)) else { throw broken("expat has no memory") }
        let length = try part.read(into: buffer, count: Self.chunk)
        isLastChunk = length == 0
        bytesWithoutEvent += length
        return XML_ParseBuffer(parser, Int32(length), isLastChunk ? 1 : 0)
    }

    private func broken(_ reason: String) -> SpreadsheetError {
        .broken("\(part.name), line \(XML_GetCurrentLineNumber(parser)): \(reason)")
    }
}

// What expat calls. After a failure it may call a little more, for an empty element's end: nothing is handed on then.
extension XMLStream {
    private func connect() {
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { context, name, attributes in
                guard let name, let attributes else { return }
                XMLStream.of(context)?.start(XMLName(bytes: name), XMLAttributes(list: attributes))
            },
            { context, name in
                guard let name else { return }
                XMLStream.of(context)?.end(XMLName(bytes: name))
            })
        XML_SetCharacterDataHandler(parser) { context, bytes, length in
            XMLStream.of(context)?.text(UnsafeRawBufferPointer(start: bytes, count: Int(length)))
        }
        XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
            XMLStream.of(context)?.handOn { () throws(SpreadsheetError) in throw .documentType }
        }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> XMLStream? {
        context.map { Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
    }

    private func start(_ name: XMLName, _ attributes: XMLAttributes) {
        handOn { () throws(SpreadsheetError) in
            depth += 1
            guard depth <= Self.deepest else { throw broken("elements too deep") }
            if depth == 1 {
                prefix = name.prefix
                guard handler.root ~= local(name) else { throw broken("another root element than \(handler.root)") }
            }
            remember(name)
            attributes.forEachName(remember)
            guard names.count <= Self.mostNames else { throw broken("too many names") }
            try handler.start(local(name), attributes)
        }
    }

    private func end(_ name: XMLName) {
        handOn { () throws(SpreadsheetError) in
            depth -= 1
            switch try handler.end(local(name)) {
            case .goOn: break
            case .pause: XML_StopParser(parser, XML_Bool(XML_TRUE))
            case .finish:
                isFinished = true
                XML_StopParser(parser, XML_Bool(XML_FALSE))
            }
        }
    }

    private func text(_ bytes: UnsafeRawBufferPointer) {
        handOn { () throws(SpreadsheetError) in try handler.text(bytes) }
    }

    private func handOn(_ work: () throws(SpreadsheetError) -> Void) {
        bytesWithoutEvent = 0
        guard failure == nil, !isFinished else { return }
        do throws(SpreadsheetError) {
            try work()
        } catch {
            failure = error
            XML_StopParser(parser, XML_Bool(XML_FALSE))
        }
    }

    /// Expat keeps every name for the parser's life. Those of one letter need no counting: `c`, `v`, `t`, `r` are most of a sheet.
    private func remember(_ name: XMLName) {
        if name.bytes[0] != 0 && name.bytes[1] == 0 { return }
        names.insert(name.hash)
    }

    private func local(_ name: XMLName) -> XMLName {
        for index in prefix.indices where name.bytes[index] != prefix[index] { return name }
        return XMLName(bytes: name.bytes + prefix.count)
    }
}
