/// Which scalars a cell may hold, and how the others are spelled.
enum Printable {
    enum Kind: Equatable {
        /// Starts a glyph of 1 or 2 columns.
        case base(columns: Int)
        /// Sits on the glyph before it.
        case mark
        /// Follows a glyph, in a column of its own: a vowel sign of an Indic script. To the C
        /// library it is one wide, as to most terminals; others have it on the glyph before it,
        /// so that it is written by itself.
        case spacingMark
        case unprintable
    }

    /// The most combining marks on one glyph: curses holds no more in a cell.
    static let marksPerCell = 4

    static func kind(of scalar: Unicode.Scalar) -> Kind {
        if scalar.value < 0x7F {
            return scalar.value >= 0x20 ? .base(columns: 1) : .unprintable
        }
        guard !isDisputed(scalar) else { return .unprintable }
        let properties = scalar.properties
        guard !properties.isDefaultIgnorableCodePoint else { return .unprintable }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark:
            return .mark
        case .spacingMark: return wideMarks.contains(scalar.value) ? .unprintable : .spacingMark
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            return .unprintable
        case .spaceSeparator:
            // A space of its own width cannot be told from others; only the wide one is plain.
            return scalar.value == 0x3000 ? .base(columns: 2) : .unprintable
        default:
            // Vowels and finals of decomposed Hangul take no column of their own.
            switch scalar.value {
            case 0x1160...0x11FF, 0xD7B0...0xD7FF: return .mark
            default: return .base(columns: WideRanges.contains(scalar.value) ? 2 : 1)
            }
        }
    }

    /// The spacing marks to which glibc's `wcwidth` gives two columns, all others having one: tone
    /// marks of Hangul, and reading marks of Vietnamese.
    private static let wideMarks: Set<UInt32> = [0x302E, 0x302F, 0x16FF0, 0x16FF1]

    static func isSpacingMark(_ glyph: Character) -> Bool {
        guard let first = glyph.unicodeScalars.first, first.value > 0x2FF else { return false }
        return kind(of: first) == .spacingMark
    }

    /// Halves of flags and tones of skin: some terminals join them with what stands before, and so
    /// shift the rest of the row.
    private static func isDisputed(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F1E6...0x1F1FF).contains(scalar.value) || (0x1F3FB...0x1F3FF).contains(scalar.value)
    }

    /// A visible spelling: `\n`, `\x1b`, `<U+202E>`. Printable ASCII only.
    static func token(for scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case ..<0x20, 0x7F: token(for: UInt8(truncatingIfNeeded: scalar.value))
        default: "<U+" + hex(scalar.value, digits: 4) + ">"
        }
    }

    /// The spelling of a byte that is not UTF-8: `\xff`.
    static func token(for byte: UInt8) -> String {
        "\\x" + hex(UInt32(byte), digits: 2).lowercased()
    }

    private static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
