import Dispatch
import Synchronization

/// Runs a body on so many threads that really run at the same time, and waits for all of them.
package func inParallel<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Value
) throws -> [Value] {
    let results = Results<Value>()
    let group = DispatchGroup()
    for number in 0..<count {
        DispatchQueue(label: "test.\(number)").async(group: group) {
            let result = Result { try body(number) }
            results.append(result)
        }
    }
    group.wait()
    return try results.all()
}

private final class Results<Value: Sendable>: Sendable {
    private let list = Mutex<[Result<Value, any Error>]>([])

    func append(_ result: Result<Value, any Error>) {
        list.withLock { $0.append(result) }
    }

    func all() throws -> [Value] {
        try list.withLock { $0 }.map { try $0.get() }
    }
}
