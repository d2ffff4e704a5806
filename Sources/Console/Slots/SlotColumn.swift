import TerminalCanvas
import WebSocketEngine

/// A column of the slots table.
enum SlotColumn: String, CaseIterable, Sendable {
    case slot, generation, state, peer, age, lastPing, pong, timeout, rtt, messages, bytes, queue
    case tls, subprotocol, path

    /// The name that `:sort` takes.
    var name: String { self == .lastPing ? "ping" : rawValue }

    var title: String {
        switch self {
        case .slot: "#"
        case .generation: "GEN"
        case .state: "STATE"
        case .peer: "PEER"
        case .age: "AGE"
        case .lastPing: "PING"
        case .pong: "PONG AGE"
        case .timeout: "TIMEOUT"
        case .rtt: "RTT"
        case .messages: "RX/TX"
        case .bytes: "BYTES"
        case .queue: "QUEUE"
        case .tls: "TLS"
        case .subprotocol: "SUBPROTO"
        case .path: "PATH"
        }
    }

    /// Columns it takes on the screen; PEER and PATH also share what is left over.
    var width: Int {
        switch self {
        case .slot: 2
        case .generation: 3
        case .state: 10
        case .peer: 15
        case .age, .lastPing: 6
        case .pong: 8
        case .timeout: 13
        case .rtt: 5
        case .messages: 7
        case .bytes: 11
        case .queue: 5
        case .tls: 3
        case .subprotocol: 10
        case .path: 8
        }
    }

    var alignment: Alignment {
        switch self {
        case .state, .peer, .timeout, .tls, .subprotocol, .path: .left
        default: .right
        }
    }

    /// Which columns go first when the screen is narrow: the highest number.
    var dispensability: Int {
        switch self {
        case .slot, .state: 0
        case .peer: 1
        case .timeout: 2
        case .generation: 3
        case .pong: 4
        case .messages: 5
        case .rtt: 6
        case .queue: 7
        case .age: 8
        case .path: 9
        case .bytes: 10
        case .subprotocol: 11
        case .lastPing: 12
        case .tls: 13
        }
    }

    /// Rows sort by this number, then by slot.
    func sortKey(of row: SlotRow) -> UInt64 {
        switch self {
        case .slot: 0
        case .generation: UInt64(row.id.generation)
        case .state: UInt64(row.state.rawValue)
        case .peer: row.peer.high == 0 ? row.peer.low : row.peer.high
        case .age: .max - row.openedAt.nanoseconds
        case .lastPing: .max - row.lastPingAt.nanoseconds
        case .pong: .max - row.lastPongAt.nanoseconds
        case .timeout: row.deadline?.at.nanoseconds ?? .max
        case .rtt: row.roundTrip ?? .max
        case .messages: row.receivedMessages &+ row.sentMessages
        case .bytes: row.receivedBytes &+ row.sentBytes
        case .queue: row.queuedBytes
        case .tls: row.isSecure ? 1 : 0
        case .subprotocol: SlotColumn.leading(row.subprotocol.bytes)
        case .path: SlotColumn.leading(row.path.bytes)
        }
    }

    /// The first eight bytes as a number, so that texts sort as numbers do.
    private static func leading(_ bytes: [UInt8]) -> UInt64 {
        (0..<8).reduce(0) { $0 << 8 | UInt64($1 < bytes.count ? bytes[$1] : 0) }
    }
}

/// By which column the table is sorted.
struct SortOrder: Hashable, Sendable {
    var column = SlotColumn.slot
    var isInverted = false
}
