import TerminalCanvas

/// A text cut into rows of a width: at its line ends, and where a line is too long.
enum TextRows {
    struct Row: Hashable, Sendable {
        var part: Range<Int>
        /// The line it is of.
        var lineStart: Int
        var lineEnd: Int
    }

    static func rows(_ bytes: [UInt8], columns: Int) -> [Row] {
        var rows: [Row] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            append(bytes, start..<end, columns: max(8, columns), to: &rows)
            start = end + 1
        }
        return rows
    }

    private static func append(
        _ bytes: [UInt8], _ line: Range<Int>, columns: Int, to rows: inout [Row]
    ) {
        var start = line.lowerBound
        var place = start
        /// Where the glyph begins that a combining mark here would belong to.
        var glyph = start
        var used = 0
        while place < line.upperBound {
            let next = end(of: place, bytes, line.upperBound)
            let alone = width(bytes[place..<next])
            var added = alone
            let isPlain = next == place + 1 && bytes[place] < 0x80
            if !isPlain, next - glyph <= longestGlyph {
                added = width(bytes[glyph..<next]) - width(bytes[glyph..<place])
            }
            if added == alone { glyph = place }
            if used + added > columns, place > start {
                rows.append(
                    Row(part: start..<place, lineStart: line.lowerBound, lineEnd: line.upperBound))
                (start, glyph, used, added) = (place, place, 0, alone)
            }
            used += added
            place = next
        }
        rows.append(
            Row(
                part: start..<line.upperBound, lineStart: line.lowerBound,
                lineEnd: line.upperBound))
    }

    /// Bytes of a scalar and the four marks that may stand on it; further ones are spelled out.
    private static let longestGlyph = 20

    /// The end of the scalar at a place.
    private static func end(of place: Int, _ bytes: [UInt8], _ limit: Int) -> Int {
        let first = bytes[place]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        let rest = bytes[(place + 1)..<max(place + 1, min(place + length, limit))]
        return place + 1 + rest.prefix { $0 & 0xC0 == 0x80 }.count
    }

    /// Columns as it is shown.
    private static func width(_ bytes: ArraySlice<UInt8>) -> Int {
        if bytes.count == 1, let byte = bytes.first, (0x20..<0x7F).contains(byte) { return 1 }
        return TextWidth.columns(of: Sanitiser.visible(bytes).text)
    }
}
