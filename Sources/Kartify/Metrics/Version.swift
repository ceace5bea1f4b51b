/// The version of this program; the package has the same.
package let version = "1.0.0"
