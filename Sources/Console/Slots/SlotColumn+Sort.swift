import WebSocketEngine

/// By which column the table is sorted.
struct SortOrder: Hashable, Sendable {
    var column = SlotColumn.slot
    var isInverted = false
}

extension SlotColumn {
    /// Rows sort by this number, then by slot. Those that have none come last, inverted or not:
    /// who looks for the slowest does not look for one whose round trip nobody knows.
    func sortKey(of entry: SlotInPlace, at now: Instant) -> UInt128? {
        if entry.endedAt != nil, isOnlyForTheLiving { return nil }
        switch self {
        case .slot: return 0
        case .generation: return UInt128(entry.row.id.generation)
        case .state: return UInt128(entry.row.state.rawValue)
        case .peer: return UInt128(entry.row.peer.high) << 64 | UInt128(entry.row.peer.low)
        case .age: return SlotColumn.age(entry.row.openedAt)
        case .idle: return SlotColumn.age(entry.lastMessageAt)
        case .lastPing: return SlotColumn.age(entry.row.lastPingAt)
        case .pong: return SlotColumn.age(entry.row.lastPongAt)
        case .timeout: return entry.row.deadline.map { UInt128($0.at.nanoseconds) }
        case .rtt: return entry.row.roundTrip.map { UInt128($0) }
        case .messages: return UInt128(entry.row.receivedMessages &+ entry.row.sentMessages)
        case .traffic: return UInt128(entry.recentMessages(at: now))
        case .keepAlive: return UInt128(entry.row.missedPongs)
        case .bytes: return UInt128(entry.row.receivedBytes &+ entry.row.sentBytes)
        case .queue: return UInt128(entry.row.queuedBytes)
        case .compression: return Compressed.key(entry.row)
        case .tls: return entry.row.isSecure ? 1 : 0
        case .subprotocol: return SlotColumn.leading(entry.row.subprotocol.bytes)
        case .path: return SlotColumn.leading(entry.row.path.bytes)
        }
    }

    /// Whether rows change their places while nothing of them is told.
    var looksAtClock: Bool { self == .traffic }

    /// What happened last is the youngest.
    private static func age(_ instant: Instant) -> UInt128? {
        instant == .zero ? nil : UInt128(UInt64.max - instant.nanoseconds)
    }

    /// The first sixteen bytes as a number, so that texts sort as numbers do.
    private static func leading(_ bytes: [UInt8]) -> UInt128? {
        guard !bytes.isEmpty else { return nil }
        return (0..<16).reduce(0) { $0 << 8 | UInt128($1 < bytes.count ? bytes[$1] : 0) }
    }
}
