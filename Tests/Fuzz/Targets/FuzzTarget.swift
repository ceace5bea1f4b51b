/// What strangers may send us, read by what reads it in the program. A promise that does not hold stops the program.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case variables, form, multipart, json, csv, xlsx, image, template, site

    package func take(_ bytes: [UInt8]) {
        switch self {
        case .variables: takeVariables(bytes)
        case .form: takeForm(bytes)
        case .multipart: takeMultipart(bytes)
        case .json: takeJSON(bytes)
        case .csv: takeSheet(bytes)
        case .xlsx: takeWorkbook(bytes)
        case .image: takeImage(bytes)
        case .template: takeTemplate(bytes)
        case .site: FuzzSite.shared.take(bytes)
        }
    }
}
