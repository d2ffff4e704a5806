/// An open list of what the slots can be sorted by, each with its letter.
struct SortMenu: Sendable {
    private(set) var index: Int

    init(at column: SlotColumn) { index = SlotColumn.allCases.firstIndex(of: column) ?? 0 }

    var column: SlotColumn { SlotColumn.allCases[index] }

    mutating func move(by step: Int) {
        index = min(max(0, index + step), SlotColumn.allCases.count - 1)
    }

    static func column(for letter: Character) -> SlotColumn? {
        SlotColumn.allCases.first { $0.letter == letter }
    }
}

extension SlotColumn {
    /// Of its name the first that is not another's. `j` and `k` move, so they are none.
    var letter: Character {
        switch self {
        case .slot: "s"
        case .generation: "g"
        case .state: "t"
        case .peer: "p"
        case .age: "a"
        case .idle: "i"
        case .lastPing: "n"
        case .pong: "o"
        case .timeout: "d"
        case .rtt: "r"
        case .messages: "m"
        case .traffic: "f"
        case .keepAlive: "l"
        case .bytes: "b"
        case .queue: "q"
        case .compression: "c"
        case .tls: "e"
        case .subprotocol: "u"
        case .path: "h"
        }
    }

    /// Whether those with the most of it are looked for: the slowest, the longest queue.
    var isSortedFromTheEnd: Bool {
        switch self {
        case .age, .idle, .lastPing, .pong, .rtt, .messages, .traffic, .keepAlive, .bytes, .queue,
            .tls:
            true
        case .slot, .generation, .state, .peer, .timeout, .compression, .subprotocol, .path: false
        }
    }

    /// Who stands at the top.
    func first(isInverted: Bool) -> String {
        let (least, most) =
            switch self {
            case .slot, .generation: ("the lowest", "the highest")
            case .state: ("connecting", "closed")
            case .peer, .subprotocol, .path: ("A", "Z")
            case .age: ("the youngest", "the oldest")
            case .idle: ("who spoke last", "the longest idle")
            case .lastPing, .pong: ("the newest", "the oldest")
            case .timeout: ("the nearest deadline", "the farthest deadline")
            case .rtt: ("the fastest", "the slowest")
            case .messages, .bytes: ("the fewest", "the most")
            case .traffic: ("the quietest", "the busiest")
            case .keepAlive: ("no pong missed", "the most pongs missed")
            case .queue: ("the shortest", "the longest")
            case .compression: ("the worst", "the best")
            case .tls: ("plain", "tls")
            }
        return isInverted ? most : least
    }
}
