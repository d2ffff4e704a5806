/// A text cut into glyphs, each with its columns, no longer than it may be.
struct GlyphLine {
    struct Glyph {
        var character: Character
        var columns: Int
    }

    private(set) var glyphs: [Glyph] = []
    private(set) var columns = 0
    /// How many marks the last glyph may still take.
    private var marksLeft = 0

    /// - Parameter columns: the most columns it may take.
    init(_ text: String, columns limit: Int, ellipsis: Bool) {
        guard limit > 0 else { return }
        if PlainText.isPlain(text) {
            append(plain: text, limit: limit, ellipsis: ellipsis)
            return
        }
        for scalar in text.unicodeScalars {
            let fits =
                switch Printable.kind(of: scalar) {
                case .base(let width): append(Character(scalar), columns: width, limit: limit)
                case .mark: combine(scalar, limit: limit)
                case .spacingMark: follow(scalar, limit: limit)
                case .unprintable: spell(Printable.token(for: scalar), limit: limit)
                }
            guard fits else {
                if ellipsis { endInEllipsis(limit: limit) }
                return
            }
        }
    }

    private mutating func append(plain text: String, limit: Int, ellipsis: Bool) {
        let count = text.utf8.count
        columns = min(count, limit)
        glyphs.reserveCapacity(columns)
        for byte in text.utf8.prefix(columns) {
            glyphs.append(Glyph(character: PlainText.glyph(byte), columns: 1))
        }
        if ellipsis, count > limit { endInEllipsis(limit: limit) }
    }

    private mutating func append(_ character: Character, columns width: Int, limit: Int) -> Bool {
        guard width <= limit - columns else { return false }
        glyphs.append(Glyph(character: character, columns: width))
        columns += width
        marksLeft = Printable.marksPerCell
        return true
    }

    private mutating func combine(_ scalar: Unicode.Scalar, limit: Int) -> Bool {
        if marksLeft > 0, let base = glyphs.last {
            var joined = String(base.character)
            joined.unicodeScalars.append(scalar)
            // Some pairs make two characters by Unicode's rules; a cell holds one.
            if joined.count == 1 {
                glyphs[glyphs.count - 1].character = Character(joined)
                marksLeft -= 1
                return true
            }
        }
        return spell(Printable.token(for: scalar), limit: limit)
    }

    /// A mark with a column of its own, which belongs to the glyph before it all the same.
    private mutating func follow(_ scalar: Unicode.Scalar, limit: Int) -> Bool {
        guard marksLeft > 0 else { return spell(Printable.token(for: scalar), limit: limit) }
        let left = marksLeft - 1
        guard append(Character(scalar), columns: 1, limit: limit) else { return false }
        marksLeft = left
        return true
    }

    private mutating func spell(_ token: String, limit: Int) -> Bool {
        for character in token {
            guard append(character, columns: 1, limit: limit) else { return false }
        }
        marksLeft = 0
        return true
    }

    private mutating func endInEllipsis(limit: Int) {
        while columns >= limit, let last = glyphs.popLast() { columns -= last.columns }
        glyphs.append(Glyph(character: "…", columns: 1))
        columns += 1
    }
}
