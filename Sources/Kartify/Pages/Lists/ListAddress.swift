import Domain
import Web

/// The address of a list with its filters; links change one of them at a time.
struct ListAddress: Sendable {
    private let path: String
    private var fields: [(name: String, value: String)] = []

    init(_ path: String) {
        self.path = path
    }

    /// The filters of a list that are filled in, each once; the position in the list is not one of them.
    init(_ path: String, _ query: Fields, _ names: [String]) {
        self.path = path
        fields = names.map { ($0, query.trimmed($0)) }.filter { !$0.value.isEmpty }
    }

    /// The same with another value; an empty one takes the filter away.
    func with(_ name: String, _ value: String) -> ListAddress {
        var changed = self
        if let index = fields.firstIndex(where: { $0.name == name }) {
            changed.fields[index].value = value
        } else {
            changed.fields.append((name, value))
        }
        changed.fields.removeAll { $0.value.isEmpty }
        return changed
    }

    func without(_ names: [String]) -> ListAddress {
        names.reduce(self) { $0.with($1, "") }
    }

    func keeping(_ names: [String]) -> ListAddress {
        without(fields.map(\.name).filter { !names.contains($0) })
    }

    /// A chip for each filter that has a title, with its value as it stands in the address.
    func chips(_ titles: [String: String]) -> [ListHead.Chip] {
        fields.compactMap { name, value in
            titles[name].map { .init(words: "\($0) \(value.shortened(60))", removal: with(name, "").text) }
        }
    }

    /// `tab=stuck&payment=COD`.
    var query: String {
        fields.map { "\($0.name)=\(percentEncoded($0.value))" }.joined(separator: "&")
    }

    /// `?list=tab%3Dstuck`, for the page of a row; empty for a list without filters.
    var asParameter: String { fields.isEmpty ? "" : "?list=\(percentEncoded(query))" }

    var text: String { fields.isEmpty ? path : "\(path)?\(query)" }
}
