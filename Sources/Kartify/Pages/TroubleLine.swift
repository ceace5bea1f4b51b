import Domain

/// Something that staff have to settle with the OMS, and where they see more of it.
struct TroubleLine: Encodable, Sendable {
    let message: String
    let last: String
    let link: String

    init(_ trouble: OMSTrouble) {
        message = trouble.message
        last = trouble.lastAt.ist
        link = AlertCause(trouble.kind).path
    }
}
