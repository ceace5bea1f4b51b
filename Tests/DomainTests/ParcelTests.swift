import Domain
import TestSupport
import Testing

struct ParcelTests {
    private let start = LineReport(.processing, quantity: nil, at: noon, isOurs: true)

    /// What is reported about a line of so many units, and what becomes of it.
    private func line(of quantity: Int, _ reports: LineReport...) -> (
        line: LineProgress, outcomes: [LineProgress.Outcome]
    ) {
        var line = aLine(quantity: quantity)
        var told = [start]
        let outcomes = reports.map { report in
            let (outcome, addsInformation) = line.take(report, after: told)
            if outcome == .applied || addsInformation { told.append(report) }
            return outcome
        }
        return (line, outcomes)
    }

    private func report(
        _ status: ItemStatus, _ quantity: Int? = nil, awb: String? = nil, courier: String? = nil, minutes: Int = 0
    ) -> LineReport {
        LineReport(
            status, quantity: quantity, at: noon + .minutes(minutes),
            shipment: Shipment(courier: courier, awb: awb, trackingURL: awb.map { "https://track.example/\($0)" }))
    }

    @Test func `another AWB of a line that has one corrects it`() {
        let (line, outcomes) = line(
            of: 1, report(.shipped, awb: "SR111"), report(.shipped, awb: "N40878729", courier: "DTDC", minutes: 45))
        #expect(outcomes == [.applied, .duplicate])
        #expect(
            line.parcels.map(\.shipment)
                == [Shipment(courier: "DTDC", awb: "N40878729", trackingURL: "https://track.example/N40878729")])
    }

    @Test func `a correction stands, whichever of the two comes first`() {
        let (line, _) = line(of: 1, report(.shipped, awb: "NEW", minutes: 45), report(.shipped, awb: "OLD"))
        #expect(line.parcels.map(\.shipment.awb) == ["NEW"])
    }

    @Test func `a late event that brings the AWB fills it in`() {
        let (line, outcomes) = line(of: 1, report(.delivered, minutes: 180), report(.shipped, awb: "AAA"))
        #expect(outcomes == [.applied, .late])
        #expect(line.status == .delivered && line.parcels.map(\.shipment.awb) == ["AAA"])
    }

    @Test func `an event told again with its AWB fills it in and counts once`() {
        let (line, outcomes) = line(of: 3, report(.shipped, 1), report(.shipped, 1, awb: "AAA"))
        #expect(outcomes == [.applied, .duplicate])
        #expect(line.count(in: .shipped) == 1 && line.count(in: .processing) == 2)
        #expect(line.parcels.map { line.units(of: $0).map(\.quantity) } == [[1]])
    }

    @Test func `two parcels of a line are told apart by their AWBs`() {
        let (line, _) = line(
            of: 3, report(.shipped, 2, awb: "AAA"), report(.shipped, 1, awb: "BBB", minutes: 1),
            report(.delivered, 2, awb: "AAA", minutes: 2))
        #expect(line.count(in: .delivered) == 2 && line.count(in: .shipped) == 1)
        #expect(line.parcels.map { line.units(of: $0).map(\.status) } == [[.delivered], [.shipped]])
    }

    @Test func `an AWB without a number of units means the units of its parcel`() {
        let (line, _) = line(
            of: 3, report(.shipped, 2, awb: "AAA"), report(.shipped, 1, awb: "BBB", minutes: 1),
            report(.delivered, awb: "BBB", minutes: 2))
        #expect(line.count(in: .delivered) == 1 && line.count(in: .shipped) == 2)
    }

    @Test func `a parcel that is delivered leaves the units that have none where they are`() {
        let (line, outcomes) = line(
            of: 3, report(.shipped, 2, awb: "AAA"), report(.delivered, awb: "AAA", minutes: 2),
            report(.shipped, 1, awb: "BBB", minutes: 3))
        #expect(outcomes == [.applied, .applied, .applied])
        #expect(line.count(in: .delivered) == 2 && line.count(in: .shipped) == 1)
        #expect(line.parcels.map(\.shipment.awb) == ["AAA", "BBB"])
    }

    @Test func `the same report under another event id counts once`() {
        let (line, outcomes) = line(
            of: 3, report(.shipped, 1, awb: "AAA"), report(.shipped, 1, awb: "AAA"))
        #expect(outcomes == [.applied, .duplicate] && line.count(in: .shipped) == 1)
    }

    @Test func `a report told again with a courier or a link completes the parcel, and stays so`() {
        let plain = LineReport(.shipped, quantity: 1, at: noon, shipment: Shipment(awb: "AAA"))
        let again = Shipment(courier: "DTDC", awb: "aa-a", trackingURL: "https://track.example/AAA")
        let delivered = LineReport(.delivered, quantity: 1, at: noon + .minutes(9), shipment: Shipment(awb: "A AA"))
        let (line, outcomes) = line(
            of: 3, plain, LineReport(.shipped, quantity: 1, at: noon, shipment: again), plain, delivered)
        #expect(outcomes == [.applied, .duplicate, .duplicate, .applied])
        #expect(line.count(in: .delivered) == 1 && line.count(in: .processing) == 2)
        #expect(
            line.parcels.map(\.shipment)
                == [Shipment(courier: "DTDC", awb: "AAA", trackingURL: "https://track.example/AAA")])
    }

    @Test func `a link that comes later for all units outlives the next report`() {
        let plain = LineReport(.shipped, quantity: nil, at: noon, shipment: Shipment(awb: "AAA"))
        let (line, outcomes) = line(
            of: 2, plain, report(.shipped, awb: "AAA", courier: "DTDC", minutes: 5), report(.delivered, minutes: 9))
        #expect(outcomes == [.applied, .duplicate, .applied])
        #expect(
            line.parcels.map(\.shipment)
                == [Shipment(courier: "DTDC", awb: "AAA", trackingURL: "https://track.example/AAA")])
    }

    @Test func `our own acts at the same time are two acts`() {
        var line = aLine(quantity: 3)
        let cancelled = LineReport(.cancelled, quantity: 1, at: noon, isOurs: true)
        _ = line.take(cancelled, after: [start])
        #expect(line.take(cancelled, after: [start, cancelled]).outcome == .applied)
        #expect(line.count(in: .cancelled) == 2)
    }

    @Test func `an event that still names the number before the correction speaks of the same parcel`() {
        let (line, _) = line(
            of: 1, report(.shipped, awb: "OLD"), report(.shipped, awb: "NEW", minutes: 1),
            report(.delivered, awb: "OLD", minutes: 2))
        #expect(line.status == .delivered && line.parcels.map(\.shipment.awb) == ["NEW"])
    }

    @Test func `the number of the way back is not the parcel's`() {
        let (line, _) = line(
            of: 1, report(.delivered, awb: "AAA"), report(.returnPickedUp, awb: "BACK", minutes: 9))
        #expect(line.status == .returnPickedUp && line.parcels.map(\.shipment.awb) == ["AAA"])
    }

    @Test func `a courier without an AWB is a parcel, and the AWB comes into it`() {
        let (line, _) = line(
            of: 2, report(.shipped, courier: "Delhivery"), report(.outForDelivery, awb: "AAA", minutes: 9))
        #expect(line.parcels.map(\.shipment.awb) == ["AAA"] && line.parcels[0].shipment.courier == "Delhivery")
    }
}

/// Parcels reported in any order and twice, held against parcels that go their ways one by one.
struct ParcelProperties {
    @Test(arguments: 0..<UInt64(40))
    func `the right units end in the right parcels, in whatever order it is told`(block: UInt64) {
        for seed in (block * 200)..<(block * 200 + 200) {
            var random = Seeded(seed)
            let journey = ParcelJourney(using: &random)
            var told = [LineReport(.processing, quantity: nil, at: noon - .days(1), isOurs: true)]
            var line = aLine(quantity: journey.quantity)
            for report in journey.reports.shuffled(using: &random) {
                let (outcome, addsInformation) = line.take(report, after: told)
                if outcome == .applied || addsInformation { told.append(report) }
                #expect(line.quantity == journey.quantity, "seed \(seed)")
            }
            #expect(contents(of: line) == journey.contents, "seed \(seed): \(journey.reports)")
        }
    }

    private func contents(of line: LineProgress) -> [String] {
        line.parcels.map { parcel in
            let units = line.units(of: parcel)
            let count = { (status: ItemStatus) in units.first { $0.status == status }?.quantity ?? 0 }
            return "\(parcel.shipment.awb ?? ""): \(count(.shipped)) shipped, \(count(.delivered)) delivered"
        }.sorted()
    }
}
