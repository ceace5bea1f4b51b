import Dispatch
import Domain
import Storage
import Synchronization
import TestDatabase
import TestSupport
import Testing

/// Writes for websites, of two processes on one server.
@Suite(.onlyOnPostgres)
struct WebsiteWriterTests {
    private let folder: TemporaryFolder
    private let path: String
    private let first: Database
    private let second: Database
    private let brand: ID<Website> = 1
    private let other: ID<Website> = 2

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.db")
        first = try Database.ofTest(path, migrations: [notes])
        second = try Database.ofTest(path, migrations: [notes])
    }

    @Test func `a write for one website goes on while one for another is held open`() throws {
        try holding(brand, in: first) {
            try first.write(for: other) { try $0.note("same process") }
            try second.write(for: other) { try $0.note("another process") }
            #expect(try texts() == ["same process", "another process"])
        }
        // It has the first id, and is the last to be seen.
        #expect(try texts() == ["held", "same process", "another process"])
    }

    @Test(arguments: [(1, 1), (1, nil), (nil, 1), (nil, nil)] as [(ID<Website>?, ID<Website>?)])
    func `a write waits for one of its website, and for one of all`(held: ID<Website>?, next: ID<Website>?) throws {
        let group = DispatchGroup()
        let begun = Atomic(0)
        let seen = Mutex<[[String]]>([])
        try holding(held, in: first) {
            for (number, store) in [first, second].enumerated() {
                DispatchQueue(label: "test.next.\(number)").async(group: group) {
                    _ = try? store.write(for: next) { tx in
                        begun.add(1, ordering: .relaxed)
                        let before: [String] = try tx.texts()
                        seen.withLock { $0.append(before) }
                        try tx.note("next")
                    }
                }
            }
            #expect(group.wait(timeout: .now() + .milliseconds(300)) == .timedOut)
            #expect(begun.load(ordering: .relaxed) == 0)
        }
        group.wait()
        // Each sees what those before it have committed.
        #expect(seen.withLock { $0 } == [["held"], ["held", "next"]])
    }

    @Test func `a write for no website gets its turn among a stream of others`() throws {
        let (first, second, brand, other) = (first, second, brand, other)
        let isDone = Atomic(false)
        let stream = DispatchGroup()
        for number in 0..<6 {
            DispatchQueue(label: "test.stream.\(number)").async(group: stream) {
                while !isDone.load(ordering: .relaxed) {
                    try? (number % 2 == 0 ? first : second).write(for: number < 3 ? brand : other) { _ in }
                }
            }
        }
        for _ in 0..<20 { try first.write { try $0.note("all") } }
        isDone.store(true, ordering: .relaxed)
        stream.wait()
        #expect(try texts().count == 20)
    }

    @Test func `writes for more websites than there are writers all end`() throws {
        let (first, second) = (first, second)
        _ = try inParallel(40) { number in
            for _ in 0..<5 {
                try (number % 2 == 0 ? first : second).write(for: ID(number % 20 + 1)) { try $0.note("\(number)") }
            }
        }
        #expect(try texts().count == 200)
    }

    @Test func `two websites' writes that block each other are run again, and both are written`() throws {
        let (first, second, brand, other) = (first, second, brand, other)
        try first.write { tx in for text in ["a", "b"] { try tx.note(text) } }
        let runs = Atomic(0)
        let (mine, theirs) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        _ = try inParallel(2) { number in
            try (number == 0 ? first : second).write(for: number == 0 ? brand : other) { tx in
                try tx.execute("UPDATE note SET text = text || \("\(number)") WHERE id = \(number + 1)")
                if runs.add(1, ordering: .relaxed).oldValue < 2 {
                    (number == 0 ? mine : theirs).signal()
                    _ = (number == 0 ? theirs : mine).wait(timeout: .now() + 30)
                }
                try tx.execute("UPDATE note SET text = text || \("\(number)") WHERE id = \(2 - number)")
            }
        }
        #expect(runs.load(ordering: .relaxed) == 3)
        #expect(try texts().map { Set($0) } == [["a", "0", "1"], ["b", "0", "1"]])
        #expect(try texts().allSatisfy { $0.count == 3 })
    }

    @Test func `a website's write whose connection is cut is run again, and another's is not touched by it`() throws {
        let (first, other) = (first, other)
        let cutter = try TestEngine.connection(to: path)
        let (isHeld, isCut) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let counts = Mutex((brand: 0, other: 0))
        let group = DispatchGroup()
        DispatchQueue(label: "test.other").async(group: group) {
            try? first.write(for: other) { tx in
                counts.withLock { $0.other += 1 }
                try tx.note("other")
                isHeld.signal()
                isCut.wait()
            }
        }
        isHeld.wait()
        try first.write(for: brand) { tx in
            try tx.note("brand")
            let runs = counts.withLock { counts in
                counts.brand += 1
                return counts.brand
            }
            if runs == 1 {
                let pid = try tx.number("SELECT pg_backend_pid()")
                try cutter.run(script: "SELECT pg_terminate_backend(\(pid), 5000)")
                _ = try tx.number("SELECT 1")
            }
        }
        isCut.signal()
        group.wait()
        #expect(counts.withLock { $0 } == (2, 1))
        #expect(try Set(texts()) == ["brand", "other"])
    }

    @Test(arguments: [nil, 1] as [ID<Website>?])
    func `a commit that was made although its answer was lost is not made again`(website: ID<Website>?) throws {
        let relay = try LossyRelay(to: path, losing: 2)
        let store = try Database(server: relay.address(of: path), migrations: [notes])
        // The first to be lost is that of the start, which has nothing to change.
        let runs = Atomic(0)
        try store.write(for: website) { tx in
            runs.add(1, ordering: .relaxed)
            try tx.note("once")
        }
        #expect(runs.load(ordering: .relaxed) == 1)
        #expect(try texts() == ["once"])
    }

    /// Runs a body while a write that has added a note is held open.
    private func holding(_ website: ID<Website>?, in store: Database, _ body: () throws -> Void) throws {
        let (isHeld, isDone) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let group = DispatchGroup()
        DispatchQueue(label: "test.held").async(group: group) {
            try? store.write(for: website) { tx in
                try tx.note("held")
                isHeld.signal()
                #expect(isDone.wait(timeout: .now() + 30) == .success, "what should go on does not")
            }
        }
        isHeld.wait()
        defer {
            isDone.signal()
            group.wait()
        }
        try body()
    }

    private func texts() throws -> [String] { try first.read { try $0.texts() } }
}

private let notes = Migration(
    1, "notes", sqlite: "",
    postgres: "CREATE TABLE note (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, text TEXT NOT NULL);")

extension Transaction {
    fileprivate func note(_ text: String) throws { try execute("INSERT INTO note (text) VALUES (\(text))") }
}

extension Reader where Self: ~Copyable {
    fileprivate func texts() throws -> [String] { try all("SELECT text FROM note ORDER BY id") { try $0.next() } }
}
