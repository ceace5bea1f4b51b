import Crypto
import Domain

/// Opens an account once, in place of a second factor that is lost: ten letters and digits, of 50 bits.
struct RecoveryCode {
    /// As it is shown, in two halves.
    let text: String

    private static let count = 10
    private static let length = 10
    /// Without `l`, `o`, `0` and `1`, which people take for one another.
    private static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")

    init(_ typed: String) {
        let letters = typed.lowercased().filter { $0.isASCIILetter || $0.isASCIIDigit }
        text = letters.prefix(Self.length / 2) + "-" + letters.dropFirst(Self.length / 2)
    }

    private static func random() -> RecoveryCode {
        RecoveryCode(String(randomBytes(length).map { alphabet[Int($0) % alphabet.count] }))
    }

    static func several() -> [RecoveryCode] { (0..<count).map { _ in random() } }

    func hash(_ key: SecretKey, of staffID: ID<StaffMember>) -> [UInt8] {
        key.hash(text, purpose: "recovery code of \(staffID)")
    }
}
