import Testing

@testable import TerminalCanvas

struct RenderedStyleTests {
    private let black = Colour.rgb(red: 0, green: 0, blue: 0)

    private func render(
        _ style: Style, _ depth: ColourDepth, colours: Int = 16
    ) -> RenderedStyle {
        RenderedStyle(style, depth: depth, colours: colours, ground: black)
    }

    @Test func withoutColoursAnotherBackgroundIsReverse() {
        let style = Style(foreground: .ansi(1), background: .ansi(4), attributes: .bold)
        let shown = render(style, .none)
        #expect(shown.foreground == -1 && shown.background == -1)
        #expect(shown.attributes == [.bold, .reverse])
        #expect(render(Style(background: black), .none).attributes == [])
    }

    @Test func aShadeTooFineIsReverse() {
        let fine = Style(foreground: .ansi(7), background: .rgb(red: 9, green: 9, blue: 9))
        #expect(render(fine, .ansi16).attributes == .reverse)
        #expect(render(fine, .truecolor).attributes == [])
    }

    @Test func withEightColoursBrightIsBold() {
        let bright = Style(foreground: .ansi(12), background: black)
        #expect(render(bright, .ansi16).foreground == 12)
        #expect(render(bright, .ansi16, colours: 8).foreground == 4)
        #expect(render(bright, .ansi16, colours: 8).attributes == .bold)
        let grey = Style(foreground: .ansi(8), background: black)
        #expect(render(grey, .ansi16, colours: 8).foreground == 7)
    }

    @Test(arguments: [ColourDepth.ansi16, .ansi256, .truecolor], [8, 16])
    func textNeverHasTheColourOfItsGround(_ depth: ColourDepth, _ colours: Int) {
        for shade in stride(from: UInt8(0), through: 250, by: 5) {
            let colour = Colour.rgb(red: shade, green: shade, blue: shade)
            let shown = render(
                Style(foreground: colour, background: colour), depth, colours: colours)
            #expect(shown.foreground != shown.background)
        }
    }
}
