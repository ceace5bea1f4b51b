/// Closures that wait for a writer, in their order, and what each writer is at.
///
/// A website's closures are one writer's at a time: it takes all that wait, and they end in one commit.
struct WaitingJobs {
    /// What a writer commits together.
    struct Batch {
        /// The website that all of it is for; nil for what belongs to none, or to several.
        let website: Int?
        let jobs: [any WriteJob]
    }

    private var jobs: [any WriteJob] = []
    /// The websites that some writer is at, each once.
    private var busy: [Int?] = []
    /// Writers with nothing to do, by their numbers. The one that has just been busy is woken first: its connection is open.
    private var idle: [Int]
    private let isAlone: Bool

    init(writers: Int) {
        isAlone = writers == 1
        idle = (0..<writers).reversed()
    }

    var count: Int { jobs.count }

    /// Adds a closure.
    ///
    /// - Returns: the writer to wake for it; nil where one will come to it by itself.
    mutating func add(_ job: any WriteJob) -> Int? {
        jobs.append(job)
        return !isAlone && busy.contains(job.website) ? nil : idle.popLast()
    }

    /// The next closures for a writer, or nil when it is to sleep until it is woken.
    ///
    /// - Parameter done: what it has just committed.
    mutating func next(for writer: Int, after done: Batch? = nil) -> Batch? {
        if !isAlone, let done { busy.removeAll { $0 == done.website } }
        let batch = isAlone ? all() : ofOneWebsite()
        if batch == nil { idle.append(writer) }
        return batch
    }

    private mutating func all() -> Batch? {
        guard !jobs.isEmpty else { return nil }
        defer { jobs = [] }
        return Batch(website: nil, jobs: jobs)
    }

    private mutating func ofOneWebsite() -> Batch? {
        guard let first = jobs.first(where: { !busy.contains($0.website) }) else { return nil }
        let website = first.website
        busy.append(website)
        let batch = Batch(website: website, jobs: jobs.filter { $0.website == website })
        jobs.removeAll { $0.website == website }
        return batch
    }
}
