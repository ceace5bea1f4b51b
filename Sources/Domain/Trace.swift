import Synchronization

/// What a thread is at work on: a request, or a run of a job. The id is in every line of the log and in every call to an OMS that come
/// of it.
package final class Trace: Sendable {
    /// This thread's; nil while it works for nobody.
    @TaskLocal package static var current: Trace?

    package let id: String
    private let known: Mutex<(route: String?, who: String?)>

    package init(id: String, route: String? = nil, who: String? = nil) {
        self.id = id
        known = Mutex((route, who))
    }

    /// The pattern of a route, or the name of a job; never an address, which may hold what somebody typed.
    package var route: String? { known.withLock { $0.route } }

    /// Who asked for it, by a name or a number of ours.
    package var who: String? { known.withLock { $0.who } }

    package func found(route: String) { known.withLock { $0.route = route } }

    package func proved(who: String) { known.withLock { $0.who = who } }

    /// Does a piece of work whose calls and lines have this trace.
    package func follow<Value>(_ work: () throws -> Value) rethrows -> Value {
        try Self.$current.withValue(self, operation: work)
    }

    /// The same work for another thread, which then has the trace of this one.
    package static func carried(_ work: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
        guard let trace = current else { return work }
        return { trace.follow(work) }
    }
}
