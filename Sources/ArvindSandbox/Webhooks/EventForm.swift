import Domain
import Web

struct EventForm: Sendable {
    let fields: Fields
    let step: Step?
    private(set) var courier: String?
    private(set) var awb: String?
    private(set) var trackingURL: String?
    private(set) var reason: String?
    private(set) var unitsError: String?
    private(set) var trackingError: String?
    private(set) var units: [ID<ClientItem>: Int] = [:]
    private let chosen: Set<String>

    init(_ fields: Fields, _ items: [ClientItem]) {
        self.fields = fields
        step = Step.all.first { $0.status.rawValue == fields["step"] }
        chosen = Set(fields.all("item"))
        courier = Self.text(fields, "courier")
        awb = Self.text(fields, "awb")
        trackingURL = Self.text(fields, "tracking_url")
        reason = Self.text(fields, "reason")
        if let url = trackingURL, !url.hasPrefix("https://"), !url.hasPrefix("http://") {
            trackingError = "A tracking address begins with https://."
        }
        for item in items { readUnits(of: item) }
    }

    var isGood: Bool { step != nil && unitsError == nil && trackingError == nil }

    /// The items of the event. No box ticked means the whole order: all items that can go there, or all when none can.
    func items(of order: [ClientItem], for status: ItemStatus) -> [ClientItem] {
        guard chosen.isEmpty else { return order.filter { chosen.contains($0.number) } }
        let ready = order.filter { !$0.units.movable(to: status).isEmpty }
        return ready.isEmpty ? order : ready
    }

    private mutating func readUnits(of item: ClientItem) {
        let text = fields.trimmed("units-\(item.id)")
        guard !text.isEmpty else { return }
        guard let number = Int(text), (1...item.quantity).contains(number) else {
            unitsError = "\(item.name): units from 1 to \(item.quantity), or none for all."
            return
        }
        units[item.id] = number
    }

    private static func text(_ fields: Fields, _ name: String) -> String? {
        let text = fields.trimmed(name)
        return text.isEmpty ? nil : text
    }
}
