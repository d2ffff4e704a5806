/// A style in the terminal's own numbers.
struct RenderedStyle: Hashable {
    /// -1 is the terminal's default, as curses counts.
    var foreground: Int32
    var background: Int32
    var attributes: Style.Attributes

    /// - Parameters:
    ///   - colours: how many the terminal has; with 8, bright is shown as bold.
    ///   - ground: the theme's ordinary background. One that differs from it by a shade too fine
    ///     for the terminal is shown in reverse.
    init(_ style: Style, depth: ColourDepth, colours: Int, ground: Colour) {
        attributes = style.attributes
        guard depth > .none else {
            foreground = -1
            background = -1
            if style.background != ground { attributes.formSymmetricDifference(.reverse) }
            return
        }
        let reduce = depth == .ansi16 && colours < 16
        foreground = style.foreground.index(at: depth)
        background = style.background.index(at: depth)
        var plain = ground.index(at: depth)
        if reduce {
            // Bold black is black on many consoles: dark grey becomes light grey instead.
            if foreground > 8 { attributes.insert(.bold) }
            foreground = foreground == 8 ? 7 : RenderedStyle.dark(foreground)
            background = background == 8 ? 0 : RenderedStyle.dark(background)
            plain = plain == 8 ? 0 : RenderedStyle.dark(plain)
        }
        if style.background != ground, plain == background {
            attributes.formSymmetricDifference(.reverse)
        }
        // Two shades that came out as one would hide the text.
        if foreground == background, foreground >= 0 {
            foreground = [0, 16, 232, 233].contains(background) ? 7 : 0
        }
    }

    private static func dark(_ index: Int32) -> Int32 { index >= 8 ? index - 8 : index }
}
