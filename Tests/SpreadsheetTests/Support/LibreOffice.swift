import FoundationEssentials
import TestSupport
import Testing

/// LibreOffice without a screen, with a profile of its own: another one may be running.
enum LibreOffice {
    /// Converts a file to the format that the ending names, and gives the new file's path.
    static func convert(_ path: String, to format: String, in folder: TemporaryFolder) throws -> String {
        let profile = "file://" + folder.file("profile"), out = folder.file("converted")
        try run(
            "/usr/bin/soffice",
            [
                "-env:UserInstallation=\(profile)", "--headless", "--convert-to", format, "--outdir",
                out, path,
            ],
            environment: ["HOME": folder.path])
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        return out + "/" + name + "." + format.prefix { $0 != ":" }
    }

    /// A spreadsheet in LibreOffice's flat XML, which can be written by hand.
    static func flat(sheet name: String, _ rows: String) -> String {
        let names = "urn:oasis:names:tc:opendocument:xmlns:"
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <office:document xmlns:office="\(names)office:1.0" xmlns:table="\(names)table:1.0" xmlns:text="\(names)text:1.0" \
            xmlns:of="\(names)of:1.2" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">\
            <office:body><office:spreadsheet>\
            <table:table table:name="\(name)">\(rows)</table:table></office:spreadsheet></office:body></office:document>
            """
    }
}
