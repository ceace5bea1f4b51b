extension LineProgress {
    /// The parcel that an event means, created or corrected as the event says.
    ///
    /// An unknown AWB means a new parcel while some units have none; afterwards it corrects the latest.
    /// A courier or link without an AWB completes the only parcel, or begins the first one.
    ///
    /// - Returns: the number of the parcel whose units the event means; nil for any units of the line.
    mutating func parcelNumber(for shipment: Shipment, in status: ItemStatus, at: Instant) -> Int? {
        let isOutward = StatusGraph.outward.contains(status)
        guard let awb = shipment.awb else {
            guard isOutward, shipment != .none, parcels.count < 2 else { return nil }
            guard parcels.isEmpty else {
                parcels[0].update(by: shipment)
                return nil
            }
            return addParcel(shipment, at: at)
        }
        if let index = parcels.lastIndex(where: { $0.isMeant(by: awb, in: status) }) {
            if isOutward {
                parcels[index].update(by: Shipment(courier: shipment.courier, trackingURL: shipment.trackingURL))
            }
            return parcels[index].number
        }
        // On the way back a parcel has another number: that one stands in the history alone.
        guard isOutward else { return nil }
        if groups.contains(where: { $0.parcel == nil && $0.status != .cancelled }) {
            return addParcel(shipment, at: at)
        }
        let wrong = parcels.lastIndex { $0.shipment.awb == nil } ?? parcels.indices.last
        guard let wrong else { return nil }
        parcels[wrong].update(by: shipment)
        return parcels[wrong].number
    }

    private mutating func addParcel(_ shipment: Shipment, at: Instant) -> Int {
        let number = (parcels.last?.number ?? 0) + 1
        parcels.append(Parcel(number: number, shipment: shipment, since: at))
        return number
    }
}
