/// The methods our routes know. HEAD is answered as GET without a body.
package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
}
