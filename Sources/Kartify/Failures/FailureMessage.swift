import Domain
import Spreadsheet
import Storage
import Web

struct FailureMessage {
    let status: Status
    let heading: String
    let text: String
    var headers: [(String, String)] = []
    var needsSignIn = false

    init(_ error: any Error, _ request: Request, in world: World) {
        switch error {
        case let refusal as Refusal:
            (status, heading) = Self.meaning(of: refusal.kind)
            text = refusal.message
            needsSignIn = refusal.kind == .signInNeeded
        case is SignInWithForm:
            (status, heading) = (.forbidden, "Sign in again")
            text = "Your session has ended. What you typed is kept: sign in to go on with it."
            needsSignIn = true
        case Router<World>.Miss.noSuchPath:
            (status, heading) = (.notFound, "Page not found")
            text = "There is no page at this address. Check it for typing mistakes, or start from the home page."
        case Router<World>.Miss.methodNotAllowed(let allow):
            (status, heading) = (.methodNotAllowed, "Method not allowed")
            text = "This address does not take \(request.method) requests. It takes \(allow)."
            headers = [("Allow", allow)]
        case is UnknownHost:
            (status, heading) = (.misdirected, "No website here")
            text = "No website of ours is called “\(request.host)”. Check the address."
        case is StaleForm:
            (status, heading) = (.forbidden, "Not allowed")
            text = "This form has expired. Open its page again, and fill it in anew; nothing was changed."
        case is OversizedForm:
            (status, heading) = (.payloadTooLarge, "Too large")
            text = "This form has more in it than any form of ours takes. Nothing was changed."
        case let overload as Overload:
            (status, heading) = (overload.status, "Please try again in a moment")
            text = overload.message
            headers = [("Retry-After", "\(overload.retryAfter)")]
        case _ where Self.isTroubleOfTheDisk(error):
            world.log.fault(error, at: request.now)
            (status, heading) = (.unavailable, "Please try again in a minute")
            text =
                "We cannot save or look up anything at the moment. Nothing was changed, and nothing you typed was wrong."
            headers = [("Retry-After", "5")]
        default:
            world.log.fault(error, at: request.now)
            (status, heading) = (.internalError, "Something went wrong on our side")
            text =
                "Nothing you typed was wrong. Please try again; if it happens again, tell us the request number below."
        }
    }

    /// Whether the store, or a file beside it, cannot be written or read just now.
    private static func isTroubleOfTheDisk(_ error: any Error) -> Bool {
        if case SpreadsheetError.cannotWrite = error { return true }
        return (error as? DatabaseError)?.isUnavailable == true
    }

    static func meaning(of kind: Refusal.Kind) -> (Status, String) {
        switch kind {
        case .invalid: (.unprocessable, "That did not work")
        case .notFound: (.notFound, "Not found")
        case .forbidden: (.forbidden, "Not allowed")
        case .conflict: (.conflict, "That did not work")
        case .signInNeeded: (.unauthorized, "Please sign in")
        case .tooMany: (.tooManyRequests, "Please wait")
        }
    }
}
