/// A number with its noun: "1 order", "2 orders", "3 boxes" where the plural is given.
package func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
