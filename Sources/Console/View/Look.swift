import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// The roles the console paints with, made once: a role's name is looked up under a lock.
enum Look {
    static let text = Role.plain
    static let dim = Role("ui.dim")
    static let title = Role("ui.title")
    static let focusedTitle = Role("ui.title.focused")
    static let border = Role("ui.border")
    static let focusedBorder = Role("ui.border.focused")
    static let selection = Role("ui.selection")
    static let cursor = Role("ui.cursor")
    static let marked = Role("ui.marked")
    static let status = Role("ui.status")
    static let statusKey = Role("ui.status.key")
    static let statusDim = Role("ui.status.dim")
    static let statusLive = Role("ui.status.live")
    static let statusFrozen = Role("ui.status.frozen")
    static let statusWarning = Role("ui.status.warning")
    static let statusError = Role("ui.status.error")
    static let toast = Role("ui.toast")
    static let warning = Role("ui.warning")
    static let error = Role("ui.error")
    static let help = Role("ui.help")
    static let helpKey = Role("ui.help.key")
    static let helpTitle = Role("ui.help.title")
    static let helpBorder = Role("ui.help.border")
    static let input = Role("ui.input")
    static let token = Role("ui.token")
    static let header = Role("table.header")
    static let sorted = Role("table.sorted")
    static let levelOK = Role("level.ok")
    static let levelWarning = Role("level.warning")
    static let levelError = Role("level.error")
    static let meterFull = Role("meter.full")
    static let meterHalf = Role("meter.half")
    static let meterLow = Role("meter.low")
    static let meterEmpty = Role("meter.empty")
    static let spark = Role("spark")
    static let bitOne = Role("bit.one")
    static let bitZero = Role("bit.zero")
    static let bitSelected = Role("bit.selected")
    static let bitLabel = Role("bit.label")
    static let bitLabelSelected = Role("bit.label.selected")
    static let bitBorder = Role("bit.border")
    static let bitBreach = Role("bit.breach")
    static let bitPayload = Role("bit.payload")
    static let hexOffset = Role("hex.offset")
    static let hexByte = Role("hex.byte")
    static let hexText = Role("hex.ascii")

    private static let states = ConnectionState.allCases.map {
        Role("state." + $0.name.lowercased())
    }
    private static let opcodes = Opcode.allCases.map { Role("op." + $0.name.lowercased()) }
    private static let reservedOpcode = Role("op.reserved")
    private static let received = Role("dir.rx")
    private static let sent = Role("dir.tx")

    static func state(_ state: ConnectionState) -> Role { states[Int(state.rawValue)] }

    static func direction(_ direction: Direction) -> Role {
        direction == .received ? received : sent
    }

    static func opcode(_ opcode: Opcode?) -> Role {
        opcode.flatMap(Opcode.allCases.firstIndex).map { opcodes[$0] } ?? reservedOpcode
    }

    static func event(_ kind: EventKind) -> Role { events[kind] ?? text }
    /// As calm as the word of a command: what was printed is what matters.
    static let printed = event(.outcome)

    private static let events: [EventKind: Role] = [
        .error: "event.error", .connecting: "event.connecting", .connected: "event.connected",
        .binaryReceived: "event.binary", .textReceived: "event.text",
        .pingReceived: "event.ping", .pongReceived: "event.pong",
        .closeFrameReceived: "event.close", .closing: "event.closing",
        .closed: "event.closed", .invalidFrame: "event.invalid", .timeout: "event.timeout",
        .outcome: "event.outcome",
    ]
}

extension Look {
    /// Meters are thin lines, so that a full table of them stays calm.
    static let glyphs: Glyphs = {
        var glyphs = Glyphs.unicode
        glyphs.meterFull = "━"
        glyphs.meterEmpty = "·"
        return glyphs
    }()
}
