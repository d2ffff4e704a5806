public import WebSocketEngine

/// What the console asks of the outside.
public enum ConsoleEffect: Sendable {
    case submit(Command, token: UInt64)
    case setTheme(String)
    /// Only until the next theme is chosen; nil is the chosen one.
    case previewTheme(String?)
    /// To the clipboard of the operator's terminal.
    case copy(String)
    /// Have these payloads whole.
    case load(PayloadRequest)
    case capture(CaptureOrder)
    /// Read the certificates anew.
    case reload
    /// A line for the history of later sessions.
    case keep(HistoryLine)
    /// The welcome was seen and need not come again.
    case welcomed
    /// For a payload; `fileRead` tells what became of it.
    case readFile(String)
    /// Paths that begin like this one, as `paths`.
    case listPaths(String)
    /// The text of `templates.toml`.
    case keepTemplates(String)
    case suspend
    /// SIGINT, as the terminal would have sent it.
    case interrupt
    /// SIGQUIT likewise: the end of a program whose core one wants.
    case dumpCore
    /// Paint every cell anew.
    case redraw
    case bell
    case quit
}
