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
        foreground = style.foreground.index(at: depth)
        background = style.background.index(at: depth)
        if colours < 16, depth == .ansi16 {
            if foreground >= 8 { attributes.insert(.bold) }
            foreground = foreground >= 8 ? foreground - 8 : foreground
            background = background >= 8 ? background - 8 : background
        }
        if style.background != ground {
            var plain = ground.index(at: depth)
            if colours < 16, depth == .ansi16, plain >= 8 { plain -= 8 }
            if plain == background { attributes.formSymmetricDifference(.reverse) }
        }
        // Two shades that came out as one would hide the text.
        if foreground == background, foreground >= 0, !attributes.contains(.bold) {
            foreground = [0, 8, 16].contains(background) ? 7 : 0
        }
    }
}
