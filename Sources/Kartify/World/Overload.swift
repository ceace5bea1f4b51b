import Web

/// Too many requests at once. The caller is refused at once rather than kept waiting.
struct Overload: Error {
    let message: String
    /// Seconds until another try makes sense.
    var retryAfter = 2
    /// 429 when the caller's own tries are too many.
    var status = Status.unavailable
}
