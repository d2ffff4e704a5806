/// What a terminal is opened with.
public struct TerminalOptions: Sendable {
    /// Whether clicks and the wheel come to us. On by default; off leaves them to the terminal,
    /// whose selection of text then works.
    public var mouse: Bool
    public var colour: ColourDepth.Option
    /// Whether lines, bars and whatever else a font of East Asia draws in two columns are shown by
    /// their ASCII likeness.
    public var isNarrow: Bool
    /// `NO_COLOR`, `ESCDELAY` and the like.
    public var environment: [String: String]

    /// Where the screen is written to: standard output, or a duplicate of it while that is
    /// diverted. Stays open until the terminal is closed.
    public var output: Int32

    public init(
        mouse: Bool = true, colour: ColourDepth.Option = .auto, isNarrow: Bool = false,
        environment: [String: String], output: Int32 = 1
    ) {
        self.isNarrow = isNarrow
        self.mouse = mouse
        self.colour = colour
        self.environment = environment
        self.output = output
    }
}

/// Why a terminal could not be opened.
public enum TerminalError: Error, Equatable, Sendable {
    /// Standard input or output is not a terminal.
    case notATerminal
    /// `TERM` is not set or terminfo does not know it.
    case unknownTerminal(String)
    /// It cannot move its cursor: `TERM=dumb`.
    case noCursorAddressing(String)
    case failed(errno: Int32)
}
