import TerminalCanvas
import WebSocketWire

/// The grid of RFC 6455 §5.2 for one frame: every bit at its true offset, each field with its
/// label, the bytes in hex at the right.
struct BitGrid {
    let frame: BitFields
    /// The selected field, or nil for none.
    let selected: FrameField?
    /// 32, or fewer on a narrow screen.
    let bitsPerRow: Int
    let showsHex: Bool
    /// The bit at hand, where one is.
    let cursor: Int?
    private let lab: BitLab?

    /// Columns to the left of the first bit's separator.
    static let margin = 3

    init(
        _ frame: BitFields, selected: FrameField?, columns: Int, cursor: Int? = nil,
        lab: BitLab? = nil
    ) {
        self.frame = frame
        self.cursor = cursor
        self.lab = lab
        self.selected = selected
        bitsPerRow = [32, 16].first { BitGrid.margin + 2 * $0 + 1 <= columns } ?? 8
        let hexWidth = 1 + bitsPerRow / 8 * 3 - 1
        showsHex = BitGrid.margin + 2 * bitsPerRow + 1 + hexWidth <= columns
    }

    var rowCount: Int { (frame.bitCount + bitsPerRow - 1) / bitsPerRow }

    /// The row that the selected field begins in.
    var selectedRow: Int {
        if let cursor { return cursor / bitsPerRow }
        return firstSelectedRow
    }

    private var firstSelectedRow: Int {
        (selected.map { frame.bits(of: $0).lowerBound } ?? 0) / bitsPerRow
    }

    /// The bit under a column of the screen.
    func bit(row: Int, column: Int) -> Int? {
        let offset = (column - BitGrid.margin - 1) / 2
        let bit = row * bitsPerRow + offset
        return column > BitGrid.margin && offset < bitsPerRow && bit < frame.bitCount ? bit : nil
    }

    /// Tens and units of the bit numbers.
    var rulers: [Phrase] {
        let blank = String(repeating: " ", count: BitGrid.margin + 1)
        let bits = 0..<bitsPerRow
        let tens = bits.map { $0 % 10 == 0 ? "\($0 / 10) " : "  " }.joined()
        let units = bits.map { "\($0 % 10) " }.joined()
        var lower = Phrase(blank + units, Look.bitLabel)
        if showsHex { lower.add(" hex", Look.bitLabel) }
        return [Phrase(blank + tens, Look.bitLabel), lower]
    }

    /// A row of bits.
    func bits(_ row: Int) -> Phrase {
        let start = row * bitsPerRow
        var phrase = Phrase("\(start / 8)".aligned(2) + " ", Look.hexOffset)
        for index in 0...bitsPerRow {
            let bit = start + index
            let edge = separator(at: bit, index: index)
            phrase.add(edge.sign, edge.role)
            if index < bitsPerRow {
                let isThere = bit < frame.bitCount
                phrase.add(isThere ? frame.bit(bit) ? "1" : "0" : " ", role(of: bit))
            }
        }
        if showsHex {
            let bytes = frame.wire.dropFirst(start / 8).prefix(bitsPerRow / 8)
            phrase.add(" " + Spell.hex(bytes), Look.hexByte)
        }
        return phrase
    }

    /// A bracket belongs to the row of its field's bits: it closes a row or opens the next.
    private func separator(at bit: Int, index: Int) -> (sign: String, role: Role) {
        if let selected {
            let range = frame.bits(of: selected)
            if !range.isEmpty, bit == range.lowerBound, index < bitsPerRow {
                return ("[", Look.bitLabelSelected)
            }
            if !range.isEmpty, bit == range.upperBound, index > 0 {
                return ("]", Look.bitLabelSelected)
            }
        }
        let isEdge = index == 0 || index == bitsPerRow
        return (isEdge || isBoundary(bit) ? "|" : " ", separatorRole(bit))
    }

    /// Blanks inside the selected field carry its colour, so that it reads as one block.
    private func separatorRole(_ bit: Int) -> Role {
        guard let selected else { return Look.bitBorder }
        let range = frame.bits(of: selected)
        return range.contains(bit) && bit > range.lowerBound && bit % bitsPerRow != 0
            ? Look.bitSelected : Look.bitBorder
    }

    /// Whether a field begins or the frame ends here.
    private func isBoundary(_ bit: Int) -> Bool {
        if bit == frame.bitCount { return !frame.isCut }
        return bit < frame.bitCount && frame.fields.contains { $0.bitOffset == bit }
    }

    private func role(of bit: Int) -> Role {
        guard bit < frame.bitCount else { return Look.bitZero }
        if bit == cursor { return Look.cursor }
        if let lab, bit < lab.bitCount, lab.isChanged(bit) { return Look.marked }
        if let selected, frame.bits(of: selected).contains(bit) { return Look.bitSelected }
        if frame.isBreached(bit) { return Look.bitBreach }
        if bit >= frame.header.byteCount * 8 { return Look.bitPayload }
        return frame.bit(bit) ? Look.bitOne : Look.bitZero
    }
}
