/// What an engine calls things by where they differ: types of columns, mostly.
package enum Dialect: Sendable {
    case sqlite, postgres
}
