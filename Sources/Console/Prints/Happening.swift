public import WebSocketEngine

/// What a log of events holds.
public enum Happening: Sendable {
    case event(EventRecord)
    case printed(PrintedLine)

    public var time: Instant {
        switch self {
        case .event(let record): record.time
        case .printed(let line): line.time
        }
    }
}
