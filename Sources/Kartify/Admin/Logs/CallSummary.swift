import Domain
import JSON
import OMS
import Storage

extension ExchangeRow {
    /// What a call was about, in few words: the code of a refusal, the statuses of an event, how many SKUs were rejected.
    var summary: String? {
        let (body, answer) = (Array(request.utf8), Array(response.utf8))
        guard outcome == .accepted else { return oms?.refusalCode(in: answer) ?? Self.problemCode(in: answer) }
        switch kind {
        case .webhook: return (try? oms?.event(in: body)).map { Self.words($0.items.map(\.word)) }
        case .inventory:
            return PartnerAPI.counts(inAnswer: answer).map { all, rejected in
                rejected == 0 ? counted(all, "SKU") : "\(rejected) of \(counted(all, "SKU")) rejected"
            }
        default: return nil
        }
    }

    private static func problemCode(in body: [UInt8]) -> String? {
        let problem = try? JSONValue(body)
        return problem?["code"]?.text ?? problem?["title"]?.text
    }

    /// `shipped × 2, packed`.
    private static func words(_ statuses: [String]) -> String {
        var counts: [(status: String, count: Int)] = []
        for status in statuses {
            if let place = counts.firstIndex(where: { $0.status == status }) {
                counts[place].count += 1
            } else {
                counts.append((status, 1))
            }
        }
        return counts.map { $0.count == 1 ? $0.status : "\($0.status) × \($0.count)" }.joined(separator: ", ")
    }
}
