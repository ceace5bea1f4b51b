import OMS

extension World {
    /// Runs what checks or makes a password hash. That takes a processor for 20 ms and 19 MB on purpose, so only few do it at a
    /// time: a flood of sign-ins never takes all workers, nor one kind of caller every place.
    ///
    /// - Throws: an `Overload` at once when all places are taken, or what the work throws.
    func hashing<Value>(for line: String, _ work: () throws -> Value) throws -> Value {
        guard let value = try hashingPlaces.enter(line, work) else {
            throw Overload(message: "Many people are signing in right now. Wait a moment, then try again.")
        }
        return value
    }
}
