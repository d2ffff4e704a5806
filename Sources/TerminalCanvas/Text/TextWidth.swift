/// How many columns a text takes when it is put on a canvas.
///
/// Wide and fullwidth scalars and emoji take 2, combining marks none, ambiguous ones 1; a scalar
/// that cannot be shown takes the columns of its spelling. The table is our own because the C
/// library knows no widths outside UTF-8 locales.
public enum TextWidth {
    public static func columns(of text: String) -> Int {
        PlainText.isPlain(text)
            ? text.utf8.count : GlyphLine(text, columns: .max, ellipsis: false).columns
    }

    public static func columns(of character: Character) -> Int {
        columns(of: String(character))
    }

    /// As much of the text as takes no more than `limit` columns.
    public static func prefix(of text: String, columns limit: Int) -> Substring {
        var left = limit
        let end = text.indices.first { index in
            left -= columns(of: text[index])
            return left < 0
        }
        return text[..<(end ?? text.endIndex)]
    }
}
