import TerminalCanvas
import Testing

struct ColourDepthTests {
    private func depth(
        _ option: ColourDepth.Option, _ colours: Int, _ environment: [String: String] = [:]
    ) -> ColourDepth {
        .decide(option: option, environment: environment, terminfoColours: colours)
    }

    @Test(arguments: [
        (-1, ColourDepth.none), (0, .none), (8, .ansi16), (16, .ansi16), (88, .ansi16),
        (256, .ansi256), (1 << 24, .truecolor),
    ])
    func terminfoSaysWhatThereIs(_ colours: Int, _ expected: ColourDepth) {
        #expect(depth(.auto, colours) == expected)
        #expect(depth(.auto, colours, ["COLORTERM": "truecolor"]) == expected)
    }

    @Test func theOptionGoesBeforeTheEnvironment() {
        let refused = ["NO_COLOR": "1"]
        #expect(depth(.auto, 256, refused) == .none)
        #expect(depth(.auto, 256, ["NO_COLOR": ""]) == .ansi256)
        #expect(depth(.always, 256, refused) == .ansi256)
        #expect(depth(.ansi16, 256, refused) == .ansi16)
        #expect(depth(.never, 256) == .none)
    }

    @Test func moreThanTheTerminalHasCannotBeAskedFor() {
        #expect(depth(.truecolor, 256) == .ansi256)
        #expect(depth(.ansi256, 8) == .ansi16)
        #expect(depth(.ansi16, 0) == .none)
        #expect(depth(.ansi256, 1 << 24) == .ansi256)
    }
}
