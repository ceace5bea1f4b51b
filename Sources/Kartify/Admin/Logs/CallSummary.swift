import Domain
import JSON
import Storage

extension ExchangeRow {
    /// What a call was about, in few words: the code of a refusal, the statuses of an event, how many SKUs were rejected.
    var summary: String? {
        let answer = try? JSONValue(Array(response.utf8))
        let body = try? JSONValue(Array(request.utf8))
        if outcome != .accepted, let code = answer?["code"]?.text ?? answer?["title"]?.text { return code }
        if case .list(let items)? = body?["items"], kind == .webhook { return Self.statuses(items) }
        return kind == .inventory ? answer.flatMap(Self.counts) : nil
    }

    private static func counts(_ answer: JSONValue) -> String? {
        let numbers = ["updated", "unchanged", "stale", "rejected"].map { answer[$0]?.wholeNumber ?? 0 }
        let all = numbers.reduce(0, +)
        guard all > 0 else { return nil }
        return numbers[3] == 0 ? counted(all, "SKU") : "\(numbers[3]) of \(counted(all, "SKU")) rejected"
    }

    private static func statuses(_ items: [JSONValue]) -> String? {
        var counts: [(status: String, count: Int)] = []
        for status in items.compactMap({ $0["status"]?.text }) {
            if let place = counts.firstIndex(where: { $0.status == status }) {
                counts[place].count += 1
            } else {
                counts.append((status, 1))
            }
        }
        return counts.isEmpty
            ? nil : counts.map { $0.count == 1 ? $0.status : "\($0.status) × \($0.count)" }.joined(separator: ", ")
    }
}
