import CPostgres

extension DatabaseError {
    /// What an answer of the server's that is an error means to us. Details of it are left out: they hold values.
    init(_ result: OpaquePointer, _ sql: String) {
        let state = Self.field("C", of: result), message = "\(Self.field("M", of: result)) (\(state))"
        switch state {
        case "23505": self = .notUnique(message)
        // Another transaction was in the way, or the server stops.
        case "40001", "40P01", "57P01", "57P02", "57P03": self = .lost(message)
        case "55P03": self = .busy
        // A full disk, no memory, a standby that cannot write.
        case "25006": self = .unavailable(message)
        default:
            switch state.prefix(2) {
            case "23": self = .constraint(message)
            case "08": self = .lost(message)
            case "53", "58", "XX": self = .unavailable(message)
            default: self = .failed(code: 0, message: message, sql: sql)
            }
        }
    }

    /// `C` is the SQLSTATE, `M` the message.
    private static func field(_ code: Unicode.Scalar, of result: OpaquePointer) -> String {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) } ?? ""
    }
}
