struct Finding: Sendable {
    /// The worst last.
    enum State: Int, Comparable, Sendable {
        case good, warning, bad

        static func < (one: State, other: State) -> Bool { one.rawValue < other.rawValue }

        var title: String {
            switch self {
            case .good: "Good"
            case .warning: "Look at this"
            case .bad: "Broken"
            }
        }
    }

    let subject: String
    let state: State
    /// How it is, in a sentence.
    let words: String
    /// What to type or to do; nil when nothing is to be done.
    var remedy: String?
    /// Mends it, where that is safe, and says what was done.
    var fix: (@Sendable () throws -> String)?

    static func good(_ subject: String, _ words: String) -> Finding {
        Finding(subject: subject, state: .good, words: words)
    }
}
