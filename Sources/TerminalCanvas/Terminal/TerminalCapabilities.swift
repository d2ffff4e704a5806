import CNcurses

/// What terminfo says of the terminal, and the texts made of it.
struct TerminalCapabilities {
    let colours: Int
    let hasAlternateScreen: Bool
    let hasMouse: Bool
    /// Pastes are marked, and text that runs to the left stands where it was put (ECMA-48 BDSM:
    /// terminals that order it themselves would shift the row).
    let modesOn: String
    let modesOff: String
    /// Takes the terminal over, and gives it back, where curses cannot be asked: in a signal
    /// handler.
    let enter: String
    let leave: String

    init(name: String, mouse: Bool, output: Int32) throws(TerminalError) {
        guard canvas_find_terminal(output) == 1 else { throw .unknownTerminal(name) }
        defer { canvas_forget_terminal() }
        guard Self.text("cup") != nil else { throw .noCursorAddressing(name) }
        colours = Int(tigetnum("colors"))
        let alternate = Self.text("smcup")
        hasAlternateScreen = alternate != nil
        hasMouse = mouse && Self.text("kmous") != nil
        // Terminals without a second screen are of an age that knows neither.
        modesOn = alternate == nil ? "" : "\u{1B}[?2004h\u{1B}[8l"
        modesOff = alternate == nil ? "" : "\u{1B}[?2004l\u{1B}[8h"
        enter =
            (alternate ?? "") + (Self.text("smkx") ?? "") + (Self.text("civis") ?? "")
            + (hasMouse ? "\u{1B}[?1000h\u{1B}[?1006h" : "") + modesOn
        leave =
            modesOff + (hasMouse ? "\u{1B}[?1006l\u{1B}[?1000l" : "") + (Self.text("sgr0") ?? "")
            + (Self.text("op") ?? "") + (Self.text("cnorm") ?? "") + (Self.text("rmkx") ?? "")
            + (Self.text("rmcup") ?? Self.text("clear") ?? "")
    }

    private static func text(_ capability: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 128)
        let count = Int(canvas_capability(capability, &buffer, Int32(buffer.count)))
        guard count >= 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
