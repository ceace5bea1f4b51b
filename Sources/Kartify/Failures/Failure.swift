/// No website has the request's host.
struct UnknownHost: Error {}

/// A form came after its session had ended; it is kept at an address that leads back to it after signing in.
struct SignInWithForm: Error {
    let address: String
}

/// A form of ours whose token was of another browser token or session.
struct StaleForm: Error {
    let path: String
    let fields: [(name: String, value: String)]
}

/// A form with more fields than any page of ours sends.
struct OversizedForm: Error {}
