/// "No", in a sentence that a person may read. Anything else that is thrown is a fault, and its words stay in the log.
package struct Refusal: Error, Equatable, Sendable {
    /// Why, for the machine: which HTTP status it becomes is decided in one place.
    package enum Kind: Sendable {
        case invalid, notFound, forbidden, conflict, signInNeeded, tooMany
    }

    /// Why, for the machine.
    package let kind: Kind
    /// Why and what to do, for a person.
    package let message: String

    /// A refusal with a sentence that says what to do.
    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// The thing is not there, or not this caller's to see: the two are never told apart.
    package static func notFound(_ thing: String) -> Refusal {
        Refusal(.notFound, "There is no such \(thing) here.")
    }
}
