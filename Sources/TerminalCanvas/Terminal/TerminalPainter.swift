import CNcurses
import Glibc

/// Copies what changed of a canvas to curses.
struct TerminalPainter {
    private struct Look {
        var attributes: attr_t
        var pair: Int32
    }

    private var pairs = ColourPairs()
    private let depth: ColourDepth
    private let isUnicode: Bool
    private let isNarrow: Bool
    private var shown: Canvas?
    private var theme: Theme?
    private var looks: [UInt64: Look] = [:]
    private var buffer: [cchar_t] = []
    /// Glyphs with spacing marks behind them, of the rows that are being written.
    private var clusters: [Cluster] = []

    /// A glyph and the spacing marks that follow it. Terminals differ in the columns of those
    /// marks, so that the cursor is told anew where it is before such a thing and after it.
    private struct Cluster {
        var x: Int
        var y: Int
        var endX: Int
        var cells: [cchar_t]
    }

    /// Each costs a move of the cursor and a write: more of them than a page of Hindi has are left
    /// to question marks.
    private static let clustersPerScreen = 1000

    /// - Parameter isNarrow: whether what East Asian fonts draw in two columns is left out.
    init(depth: ColourDepth, isUnicode: Bool, isNarrow: Bool = false) {
        self.isNarrow = isNarrow
        self.depth = depth
        self.isUnicode = isUnicode
    }

    /// The next canvas is written whole.
    mutating func forget() {
        shown = nil
    }

    mutating func paint(_ canvas: Canvas, theme: Theme) {
        if self.theme != theme || pairs.isFull {
            self.theme = theme
            looks.removeAll(keepingCapacity: true)
            pairs.removeAll()
            forget()
        }
        if shown?.size != canvas.size {
            forget()
            canvas_erase()
        }
        let size = Size(
            columns: min(canvas.size.columns, Int(canvas_columns())),
            rows: min(canvas.size.rows, Int(canvas_rows())))
        for y in 0..<size.rows {
            guard let change = change(in: canvas, y: y, columns: size.columns) else { continue }
            put(canvas, y: y, change, theme: theme)
        }
        shown = canvas
        putClusters()
    }

    /// First everything else, with blanks in their places: where a terminal gives a mark no
    /// column of its own, the blank stays.
    private mutating func putClusters() {
        guard !clusters.isEmpty else { return }
        canvas_move(0, 0)
        canvas_refresh()
        for cluster in clusters {
            let y = Int32(clamping: cluster.y)
            canvas_put(y, Int32(clamping: cluster.x), cluster.cells, Int32(cluster.cells.count))
            // A carriage return is right wherever the terminal believes to be.
            canvas_move(y, 0)
            canvas_refresh()
        }
        clusters.removeAll(keepingCapacity: true)
    }

    /// The columns of a row from the first that changed to the last, whole glyphs only.
    private func change(in canvas: Canvas, y: Int, columns: Int) -> Range<Int>? {
        let row = canvas.row(y).prefix(columns)
        guard let shown else { return row.isEmpty ? nil : 0..<row.count }
        let old = shown.row(y).prefix(columns)
        guard row != old else { return nil }
        var first = 0
        while row[row.startIndex + first] == old[old.startIndex + first] { first += 1 }
        var last = row.count - 1
        while row[row.startIndex + last] == old[old.startIndex + last] { last -= 1 }
        while first > 0,
            row[row.startIndex + first].width == 0
                || Printable.isSpacingMark(row[row.startIndex + first].glyph)
        { first -= 1 }
        return first..<(last + 1)
    }

    private mutating func put(_ canvas: Canvas, y: Int, _ columns: Range<Int>, theme: Theme) {
        buffer.removeAll(keepingCapacity: true)
        let row = canvas.row(y)
        for x in columns {
            let cell = row[row.startIndex + x]
            guard cell.width > 0 else { continue }
            let look = look(of: cell, theme: theme)
            append(cell, look)
            guard isUnicode, Printable.isSpacingMark(cell.glyph) else { continue }
            let isAfterWide = x > 1 && row[row.startIndex + x - 1].width == 0
            setAside(x: x, y: y, base: isAfterWide ? 2 : 1, look)
        }
        canvas_put(
            Int32(clamping: y), Int32(clamping: columns.lowerBound), buffer,
            Int32(clamping: buffer.count))
    }

    /// Takes the mark that was just appended, and at first the glyph before it, out of the row.
    ///
    /// - Parameter base: the columns of that glyph.
    private mutating func setAside(x: Int, y: Int, base columns: Int, _ look: Look) {
        guard let mark = buffer.popLast() else { return }
        if let last = clusters.last, last.y == y, last.endX == x {
            clusters[clusters.count - 1].cells.append(mark)
            clusters[clusters.count - 1].endX = x + 1
        } else if clusters.count < Self.clustersPerScreen, let base = buffer.popLast() {
            clusters.append(Cluster(x: x - columns, y: y, endX: x + 1, cells: [base, mark]))
            for _ in 0..<columns { append([0x20], look) }
        } else {
            append([0x3F], look)
            return
        }
        append([0x20], look)
    }

    private mutating func append(_ cell: Cell, _ look: Look) {
        if let byte = cell.glyph.asciiValue, byte >= 0x20, byte < 0x7F, cell.width == 1 {
            return append(plain: wchar_t(byte), look)
        }
        var text: [wchar_t] = cell.glyph.unicodeScalars.prefix(1 + Printable.marksPerCell)
            .map { wchar_t($0.value) }
        if let scalar = cell.glyph.unicodeScalars.first, !scalar.isASCII,
            !isUnicode || isNarrow && AmbiguousRanges.contains(scalar.value)
        {
            text = [wchar_t(ASCIILikeness.of(scalar).value)]
        }
        // Curses lays out by the C library's widths: a glyph that is wider or narrower there
        // than here would push the rest of its row aside.
        let fits =
            text.count == 1 && text[0] < 0x7F
            || isUnicode && canvas_width(text[0]) == Int32(cell.width)
                && text.dropFirst().allSatisfy { canvas_width($0) == 0 }
        if !fits { text = [text[0] < 0x7F ? text[0] : 0x3F] }
        append(text, look)
        if cell.width == 2, !(fits && text[0] >= 0x7F) { append([0x20], look) }
    }

    /// The usual glyph, without an array for its text.
    private mutating func append(plain: wchar_t, _ look: Look) {
        var made = cchar_t()
        var text = InlineArray<2, wchar_t>(repeating: 0)
        text[0] = plain
        let isMade = text.span.withUnsafeBufferPointer {
            canvas_make_cell(&made, $0.baseAddress, look.attributes, look.pair)
        }
        if isMade { buffer.append(made) } else { append([0x3F], look) }
    }

    private mutating func append(_ text: [wchar_t], _ look: Look) {
        var made = cchar_t()
        if !canvas_make_cell(&made, text + [0], look.attributes, look.pair) {
            _ = canvas_make_cell(&made, [0x3F, 0], look.attributes, look.pair)
        }
        buffer.append(made)
    }

    private mutating func look(of cell: Cell, theme: Theme) -> Look {
        let backdrop = cell.backdrop.map { UInt64($0.id) << 16 | 1 << 32 } ?? 0
        let key = UInt64(cell.role.id) | backdrop
        if let look = looks[key] { return look }
        var style = theme.style(for: cell.role)
        if let backdrop = cell.backdrop { style = style.on(theme.style(for: backdrop)) }
        let rendered = RenderedStyle(
            style, depth: depth, colours: Int(canvas_colour_count()),
            ground: theme.style(for: .plain).background)
        let attributes = rendered.attributes
        let look = Look(
            attributes: canvas_attributes(
                attributes.contains(.bold), attributes.contains(.dim),
                attributes.contains(.underline), attributes.contains(.reverse),
                attributes.contains(.italic)),
            pair: pairs.pair(foreground: rendered.foreground, background: rendered.background))
        looks[key] = look
        return look
    }
}
