import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// The lines of the inspector, as many as there is room for: the grid first, then what it means,
/// then the fields and the payload in full.
struct InspectorView {
    struct Line {
        enum Kind: Equatable {
            /// A row of the grid, by number.
            case gridRow(Int)
            /// A row of the list of fields.
            case field(Int)
            case other
        }

        var phrase: Phrase
        var kind = Kind.other
    }

    let record: FrameRecord
    let frame: BitFields
    let grid: BitGrid
    let selectedIndex: Int
    private let lab: BitLab?
    private let columns: Int
    /// Its place among the fragments of its message.
    private let siblings: Phrase?

    init(_ record: FrameRecord, _ model: ConsoleModel) {
        lab = model.lab
        self.record = lab?.shown ?? record
        columns = model.layout[.inspector].width
        frame = lab?.frame ?? BitFields(record)
        siblings = FragmentText.siblings(self.record, model.shown)
        selectedIndex = min(max(0, model.field), max(0, frame.fields.count - 1))
        let selected = frame.fields.isEmpty ? nil : frame.fields[selectedIndex]
        grid = BitGrid(
            frame, selected: selected, columns: columns, cursor: model.bit, lab: lab)
    }

    var selected: FrameField? { grid.selected }

    func lines(_ height: Int) -> [Line] {
        let meaning = meaningLines
        let below = meaning.count
        var lines: [Line] = []
        if height >= below + 5 { lines += grid.rulers.map { Line(phrase: $0) } }
        let gridHeight = max(1, height - lines.count - below)
        lines += gridLines(min(gridHeight, gridLimit(height)))
        lines += meaning
        if height - lines.count >= 3 { lines += details(height - lines.count) }
        return Array(lines.prefix(max(0, height)))
    }

    /// In a high pane the grid shows the header and the start of the payload, the hex view below
    /// it the rest.
    private func gridLimit(_ height: Int) -> Int {
        guard height >= 24 else { return .max }
        let headerRows = (frame.header.byteCount * 8 + grid.bitsPerRow - 1) / grid.bitsPerRow
        return 2 * (headerRows + 2)
    }

    /// Rows of bits with their labels, scrolled so that the selected field is among them.
    private func gridLines(_ height: Int) -> [Line] {
        let capacity = max(1, (height + 1) / 2)
        let count = min(capacity, grid.rowCount)
        let first = min(max(0, grid.selectedRow - count + 1), max(0, grid.rowCount - count))
        var lines: [Line] = []
        for row in first..<(first + count) {
            lines.append(Line(phrase: grid.bits(row), kind: .gridRow(row)))
            lines.append(Line(phrase: grid.labels(row), kind: .gridRow(row)))
        }
        return Array(lines.prefix(max(1, height)))
    }

    private var meaningLines: [Line] {
        var lines: [Line] = []
        if let selected { lines.append(Line(phrase: FieldText.explanation(selected))) }
        if let lab {
            lines += LabText.lines(lab).map { Line(phrase: $0) }
        } else if let verdict = FieldText.verdict(record) {
            lines.append(Line(phrase: verdict))
        }
        lines.append(Line(phrase: PayloadText.line(record, frame, columns: columns)))
        if let siblings { lines.append(Line(phrase: siblings)) }
        return lines
    }

    /// What a high pane shows beyond the grid.
    private func details(_ height: Int) -> [Line] {
        var lines = [Line(phrase: Phrase())]
        if let verdict = record.breach {
            lines.append(Line(phrase: Phrase(verdict.rule.requirement, Look.warning)))
            lines.append(Line(phrase: Phrase()))
        }
        if height >= lines.count + frame.fields.count + 4 {
            lines += fieldLines + [Line(phrase: Phrase())]
        }
        if let inflated = record.inflated { lines += inflatedLines(inflated) }
        guard !frame.payload.isEmpty else { return lines }
        lines.append(Line(phrase: PayloadText.hexHeader))
        for row in 0..<PayloadText.hexRowCount(frame) {
            lines.append(Line(phrase: PayloadText.hexRow(row, frame)))
        }
        if frame.isCut {
            lines.append(cutLine(record.preview, of: record.header.payloadLength))
        }
        return lines
    }

    /// What was meant comes before what the wire carries.
    private func inflatedLines(_ inflated: FrameRecord.Inflated) -> [Line] {
        var lines = InflatedText.rows(inflated).map { Line(phrase: $0) }
        if inflated.preview.isCut {
            lines.append(cutLine(inflated.preview, of: UInt64(inflated.preview.total)))
        }
        return lines + [Line(phrase: Phrase())]
    }

    private func cutLine(_ preview: FrameRecord.Preview, of total: UInt64) -> Line {
        // A crafted frame may claim more than it has.
        let isKept = preview.total == preview.count
        let kept =
            isKept
            ? "\(total) bytes are claimed, \(preview.total) are there"
            : "the first \(preview.count) of \(total) bytes are kept"
        return Line(phrase: Phrase("        " + kept, Look.dim))
    }

    private var fieldLines: [Line] {
        let places = frame.fields.map(Self.place)
        // The place of a long payload takes more columns than the usual ones.
        let width = max(8, (places.map(\.count).max() ?? 0) + 1)
        let header = "bits".padded(width) + "field".padded(24) + "value".padded(11) + "meaning"
        return [Line(phrase: Phrase(header, Look.header))]
            + frame.fields.indices.map { index in
                let place = places[index].padded(width)
                return Line(phrase: fieldLine(index, place), kind: .field(index))
            }
    }

    private static func place(of field: FrameField) -> String {
        let bits = field.bits
        return switch bits.count {
        case 0: "-"
        case 1: "\(bits.lowerBound)"
        default: "\(bits.lowerBound)-\(bits.upperBound - 1)"
        }
    }

    private func fieldLine(_ index: Int, _ place: String) -> Phrase {
        let field = frame.fields[index]
        let isSelected = index == selectedIndex
        var phrase = Phrase(place, Look.hexOffset)
        phrase.add(field.name.padded(24), isSelected ? Look.bitLabelSelected : Look.bitLabel)
        phrase.add(FieldText.shortValue(field).padded(11), Look.bitOne)
        phrase.add(field.meaning, isSelected ? Look.text : Look.dim)
        return phrase
    }
}
