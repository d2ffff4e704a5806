import ArgumentParser

/// How the console looks and what it may do; nil where nothing was given.
struct ScreenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Colours of the screen. (default: dark)", valueName: "name"),
        transform: Reading.themeName)
    var theme: String?

    @Option(
        help: ArgumentHelp(
            "auto, always, never, 16, 256 or truecolor. (default: auto)", valueName: "when"),
        completion: .list(ColorChoice.allCases.map(\.rawValue)), transform: Reading.choice)
    var color: ColorChoice?

    @Option(
        help: ArgumentHelp(
            "Columns of the slots, in this order: peer,rtt,queue. (default: as many as fit)",
            valueName: "names"),
        transform: Reading.columns)
    var columns: [String]?

    @Option(
        help: ArgumentHelp(
            "Keys of this file. (default: $XDG_CONFIG_HOME/wscope/keys.toml, if it exists)",
            valueName: "file"),
        completion: .file(extensions: ["toml"]))
    var keys: String?

    @Flag(help: "Lines, bars and signs in ASCII, for terminals that draw them too wide.")
    var ascii = false

    @Flag(help: "Leave the mouse to the terminal.")
    var noMouse = false

    @Flag(help: "Lines of text instead of a screen; commands are read from stdin.")
    var linear = false

    @Flag(help: "Welcome nobody, not even the first time.")
    var noHints = false

    @Flag(help: "Watch only: refuse all that a client would notice.")
    var readOnly = false

    func apply(to settings: inout Settings) {
        if let theme { settings.theme = theme }
        if let color { settings.color = color }
        if let columns { settings.columns = columns }
        if let keys { settings.keyFile = keys }
        if ascii { settings.isASCII = true }
        if noMouse { settings.isMouseOff = true }
        if linear { settings.isLinear = true }
        if noHints { settings.isHintsOff = true }
        if readOnly { settings.isReadOnly = true }
    }
}
