/// How many columns a text takes when it is put on a canvas.
///
/// Wide and fullwidth scalars and emoji take 2, combining marks none, ambiguous ones 1; a scalar
/// that cannot be shown takes the columns of its spelling. The table is our own because the C
/// library knows no widths outside UTF-8 locales.
public enum TextWidth {
    public static func columns(of text: String) -> Int {
        GlyphLine(text, columns: .max, ellipsis: false).columns
    }

    public static func columns(of character: Character) -> Int {
        columns(of: String(character))
    }
}
