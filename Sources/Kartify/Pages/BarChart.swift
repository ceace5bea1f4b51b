import Web

/// Bars of several parts side by side, drawn as SVG, with the same figures as a table for those who read rather than look.
struct BarChart: Page {
    static let template = "pages/bar_chart.html"

    struct Series: Encodable, Sendable {
        let name: String
        let tone: String
    }

    /// What one bar shows: its label, and a value for each series.
    struct Column: Sendable {
        let label: String
        let values: [Int]
    }

    struct Part: Encodable, Sendable {
        let tone: String
        let x: Int
        let y: Int
        let width: Int
        let height: Int
    }

    struct Label: Encodable, Sendable {
        let x: Int
        let words: String
    }

    struct Row: Encodable, Sendable {
        struct Cell: Encodable, Sendable {
            let value: Int
            let name: String
        }

        let label: String
        let cells: [Cell]
    }

    let name: String
    let first: String
    let series: [Series]
    let parts: [Part]
    let labels: [Label]
    let rows: [Row]
    let top: Int
    let width = 560
    let height = 160
    let base = 140

    init(_ name: String, by first: String, _ series: [Series], _ columns: [Column], labelEach every: Int = 1) {
        self.name = name
        self.first = first
        self.series = series
        let top = max(1, columns.map { $0.values.reduce(0, +) }.max() ?? 0)
        self.top = top
        let step = width / max(1, columns.count)
        let base = base
        parts = columns.enumerated().flatMap { index, column in
            var below = 0
            return zip(series, column.values).compactMap { series, value -> Part? in
                let bottom = base * below / top
                below += value
                let height = base * below / top - bottom
                guard height > 0 else { return nil }
                return Part(
                    tone: series.tone, x: index * step + 2, y: base - bottom - height, width: step - 4, height: height)
            }
        }
        labels = columns.enumerated().filter { $0.offset % every == 0 }.map { index, column in
            Label(x: index * step + step / 2, words: column.label)
        }
        rows = columns.map { column in
            Row(
                label: column.label,
                cells: zip(series, column.values).map { Row.Cell(value: $1, name: $0.name) })
        }
    }
}
