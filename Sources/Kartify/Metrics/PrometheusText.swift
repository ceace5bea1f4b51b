import Domain

struct PrometheusText {
    enum Kind: String {
        case counter, gauge, histogram
    }

    typealias Labels = KeyValuePairs<String, String>

    private(set) var text = ""

    /// A metric and its samples; one without a sample is left out.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [(labels: Labels, value: Double?)]) {
        let known = samples.compactMap { sample in sample.value.map { (sample.labels, $0) } }
        guard !known.isEmpty else { return }
        head(name, kind, help)
        for (labels, value) in known { line(name, labels, value) }
    }

    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double?) {
        let sample: (labels: Labels, value: Double?) = ([:], value)
        add(name, kind, help, [sample])
    }

    /// Histograms.
    ///
    /// - Parameter scale: what a value is divided by to give the metric's own unit; a million for microseconds.
    mutating func add(
        _ name: String, _ help: String, _ histograms: [(labels: Labels, histogram: Histogram)], scale: Double
    ) {
        guard !histograms.isEmpty else { return }
        head(name, .histogram, help)
        for (labels, histogram) in histograms {
            var sum = 0
            for (bound, count) in zip(histogram.bounds, histogram.counts) {
                sum += count
                line(name + "_bucket", labels, Double(sum), bound: "\(Double(bound) / scale)")
            }
            line(name + "_bucket", labels, Double(histogram.count), bound: "+Inf")
            line(name + "_sum", labels, Double(histogram.sum) / scale)
            line(name + "_count", labels, Double(histogram.count))
        }
    }

    private mutating func head(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func line(_ name: String, _ labels: Labels, _ value: Double, bound: String? = nil) {
        let all = labels.map { ($0.key, $0.value) } + (bound.map { [("le", $0)] } ?? [])
        let inside = all.map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",")
        let whole = Int(exactly: value).map(String.init) ?? "\(value)"
        text += "\(name)\(inside.isEmpty ? "" : "{\(inside)}") \(whole)\n"
    }

    private func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
