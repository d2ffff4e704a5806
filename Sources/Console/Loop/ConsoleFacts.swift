/// What the program tells the console at start; none of it changes while it runs.
public struct ConsoleFacts: Sendable {
    /// Where the engine listens, as a client would write it: `127.0.0.1:8000`.
    public var address: String
    public var isSecure: Bool
    /// Themes in the order in which `t` walks through them.
    public var themes: [String]
    public var theme: String
    /// Refuses every command that a client would notice. Off by default.
    public var readOnly: Bool
    public var version: String
    /// What answers the clients: `echo`, `sink`, `broadcast` or the name of a file.
    public var application: String
    /// Line drawing and meters with Unicode; false leaves ASCII alone. On by default.
    public var unicode: Bool
    /// The name of the capture that is shown instead of a server; nil for a server.
    public var capture: String?
    /// Lines entered in earlier sessions, the newest last.
    public var history: [HistoryLine] = []
    /// Columns of the slots by their names, in this order. None by default: as many as fit.
    public var columns: [String] = []
    /// Which keys do what, where not the standard ones do.
    public var keys = KeyRemapping()
    /// The first time that this operator sees a console. Off by default.
    public var welcomes = false
    /// What was wrong at start, to be told on the screen.
    public var problems: [String] = []
    /// The text of `templates.toml`; empty where there is none.
    public var templates = ""
    /// What a message may be: no file is read beyond it.
    public var maximumMessage = 1 << 20

    public init(
        address: String, isSecure: Bool = false, themes: [String] = [], theme: String = "",
        readOnly: Bool = false, version: String = "", application: String = "echo",
        unicode: Bool = true, capture: String? = nil
    ) {
        self.address = address
        self.isSecure = isSecure
        self.themes = themes
        self.theme = theme
        self.readOnly = readOnly
        self.version = version
        self.application = application
        self.unicode = unicode
        self.capture = capture
    }

    /// Events, and frames, of a capture that the console keeps: the newest.
    public static var recordsKept: Int { Scene.keptOfCaptures }

    /// `ws` or `wss`. RFC 6455 §3.
    public var scheme: String { isSecure ? "wss" : "ws" }
    public var url: String { "\(scheme)://\(address)" }
}
