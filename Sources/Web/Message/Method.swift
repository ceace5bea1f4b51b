/// The methods of our routes. HEAD is answered as GET without a body.
package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
}
