/// A refusal in a sentence that a person may read. Any other error is a fault; its text stays in the log.
package struct Refusal: Error, Equatable, Sendable {
    /// The kind of refusal; `FailureMessage` maps it to an HTTP status.
    package enum Kind: Sendable {
        case invalid, notFound, forbidden, conflict, signInNeeded, tooMany
    }

    package let kind: Kind
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// The thing does not exist, or this caller may not see it: both look the same.
    package static func notFound(_ thing: String) -> Refusal {
        Refusal(.notFound, "There is no such \(thing) here.")
    }
}
