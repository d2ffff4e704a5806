extension RolePair {
    /// Every pair that meets on the screen; what the console paints is held against it.
    public static let all: [RolePair] =
        texts.map { RolePair($0) } + lines.map { RolePair($0, .line) }
        + inLists.map { RolePair($0, on: "ui.selection") }
        + [RolePair("meter.empty", on: "ui.selection", .line)]
        + ["ui.help", "ui.help.key", "ui.help.title"].map { RolePair($0, on: "ui.selection") }
        + ["ui.dim", "ui.error", "ui.input", "ui.status.key", "ui.warning"]
        .map { RolePair($0, on: "ui.input") }
        + ["ui.error", "ui.toast", "ui.warning"].map { RolePair($0, on: "ui.toast") }

    /// Whether the console paints with it, or with one that falls back to it.
    public static func knows(_ role: String) -> Bool {
        all.contains { $0.role == role || $0.role.hasPrefix(role + ".") }
    }

    private static let texts =
        words(
            """
            ui.title ui.selection ui.cursor ui.status ui.status.key ui.status.dim ui.status.live
            ui.status.frozen ui.status.warning ui.status.error ui.toast ui.help ui.help.key
            ui.help.title ui.input ui.match table.header table.sorted bit.one bit.zero bit.selected
            bit.label bit.label.selected bit.breach bit.payload hex.offset hex.selected json.key
            json.string json.number json.literal json.punctuation
            """) + inLists

    /// What stands in rows, which can be selected.
    private static let inLists = words(
        """
        ui.text ui.dim ui.title.focused ui.marked ui.warning ui.error ui.token
        state.connecting state.connected state.closing state.closed
        event.connecting event.connected event.text event.binary event.ping event.pong event.close
        event.closing event.closed event.invalid event.timeout event.error event.outcome
        level.ok level.warning level.error dir.rx dir.tx
        op.text op.binary op.continuation op.close op.ping op.pong op.reserved
        hex.byte hex.ascii meter.full meter.half meter.low spark
        """)

    private static let lines = words(
        "ui.border ui.border.focused ui.help.border bit.border meter.empty")

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
