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
        var gauge = Gauge()
        while place < line.upperBound {
            var (next, width) = gauge.step(bytes, place, line.upperBound)
            if gauge.used + width > columns, place > start {
                rows.append(
                    Row(part: start..<place, lineStart: line.lowerBound, lineEnd: line.upperBound))
                start = place
                gauge = Gauge()
                (next, width) = gauge.step(bytes, place, line.upperBound)
            }
            gauge.used += width
            place = next
        }
        rows.append(
            Row(
                part: start..<line.upperBound, lineStart: line.lowerBound,
                lineEnd: line.upperBound))
    }

    /// Measures a row as it is shown.
    private struct Gauge {
        var used = 0
        /// Combining marks that the last glyph still takes; others are spelled out.
        private var marksLeft = 0

        /// The end of the scalar at a place, and how many columns it takes.
        mutating func step(_ bytes: [UInt8], _ place: Int, _ end: Int) -> (Int, Int) {
            let first = bytes[place]
            if (0x20..<0x7F).contains(first) {
                marksLeft = Sanitiser.marksPerCell
                return (place + 1, 1)
            }
            let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
            let rest = bytes[(place + 1)..<min(place + length, end)]
            let next = place + 1 + rest.prefix { $0 & 0xC0 == 0x80 }.count
            // A combining mark is one only behind something else.
            let behind = Sanitiser.visible([0x61] + bytes[place..<next])
            let width = TextWidth.columns(of: behind.text) - 1
            if width == 0, marksLeft > 0 {
                marksLeft -= 1
                return (next, 0)
            }
            marksLeft = width == 0 || behind.isNeutralised ? 0 : Sanitiser.marksPerCell
            let alone = Sanitiser.visible(bytes[place..<next]).text
            return (next, width == 0 ? TextWidth.columns(of: alone) : width)
        }
    }
}
