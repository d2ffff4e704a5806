import TerminalCanvas
import WebSocketEngine

/// A column of the slots table, in the order in which they stand unless an operator chose another.
enum SlotColumn: String, CaseIterable, Sendable {
    case slot, generation, state, peer, age, idle, lastPing, pong, timeout, rtt, messages, traffic
    case keepAlive, bytes, queue, compression, tls, subprotocol, path

    /// The name that commands and options take.
    var name: String {
        switch self {
        case .lastPing: "ping"
        case .keepAlive: "keepalive"
        default: rawValue
        }
    }

    init?(named name: String) {
        guard let column = SlotColumn.allCases.first(where: { $0.name == name }) else {
            return nil
        }
        self = column
    }

    var title: String {
        switch self {
        case .slot: "#"
        case .generation: "GEN"
        case .state: "STATE"
        case .peer: "PEER"
        case .age: "AGE"
        case .idle: "IDLE"
        case .lastPing: "PING"
        case .pong: "PONG AGE"
        case .timeout: "TIMEOUT"
        case .rtt: "RTT"
        case .messages: "RX/TX"
        case .traffic: "TRAFFIC"
        case .keepAlive: "KEEP-ALIVE"
        case .bytes: "BYTES"
        case .queue: "QUEUE"
        case .compression: "RATIO"
        case .tls: "TLS"
        case .subprotocol: "SUBPROTO"
        case .path: "PATH"
        }
    }

    /// The title, and more of it where there is room.
    func title(in width: Int) -> String {
        self == .keepAlive && width >= 14 ? "KEEP-ALIVE 60s" : title
    }

    /// What it shows, in few words.
    var meaning: String {
        switch self {
        case .slot: "the slot's number"
        case .generation: "how often it was taken"
        case .state: "connecting to closed"
        case .peer: "address and port"
        case .age: "since TCP was accepted"
        case .idle: "since the last message"
        case .lastPing: "since the last ping sent"
        case .pong: "since the last pong"
        case .timeout: "until the next deadline"
        case .rtt: "round trip of a ping"
        case .messages: "messages in and out"
        case .traffic: "messages, second by second"
        case .keepAlive: "pings and pongs, one minute"
        case .bytes: "payload in and out"
        case .queue: "bytes that wait to be read"
        case .compression: "by compression, in and out"
        case .tls: "whether it is encrypted"
        case .subprotocol: "what was agreed on"
        case .path: "what was asked for"
        }
    }

    /// Columns it takes on the screen; some also share what is left over.
    var width: Int {
        switch self {
        case .slot: 2
        case .generation: 3
        case .state: 10
        case .peer: 15
        case .age, .idle, .lastPing: 6
        case .pong: 8
        case .timeout: 13
        case .rtt: 5
        case .messages: 7
        case .traffic: 10
        case .keepAlive: 10
        case .bytes: 11
        case .queue: 5
        case .compression: 9
        case .tls: 3
        case .subprotocol: 10
        case .path: 8
        }
    }

    var alignment: Alignment {
        switch self {
        case .state, .peer, .timeout, .traffic, .keepAlive, .tls, .subprotocol, .path: .left
        default: .right
        }
    }

    /// Whether it is shown to those alone who choose it, however wide the screen.
    var isOnRequest: Bool { self == .compression }

    /// Whether it says nothing about a connection that has ended.
    var isOnlyForTheLiving: Bool {
        switch self {
        case .slot, .generation, .state, .peer: false
        default: true
        }
    }
}

/// The names of the columns, for options and documents.
public enum ColumnNames {
    public static var all: [String] { SlotColumn.allCases.map(\.name) }
}
