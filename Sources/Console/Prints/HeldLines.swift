public import WebSocketEngine

/// Printed lines that wait for the events before them, so that a log is in the order of time.
///
/// Lines come at once, events when the engine is asked for them: a line is let go when there is
/// news as of its time or later.
public struct HeldLines: Sendable {
    /// How long a line waits at most. An engine that answers no question for a second hangs in a
    /// callback, and then what that printed is what one wants to see.
    public static let patience: UInt64 = 1_000_000_000

    private let capacity: Int
    private var lines = Queue<PrintedLine>()
    private var lostBefore: UInt64 = 0
    private var lostHere: UInt64 = 0

    /// - Parameter capacity: the most lines that wait, the newest. 10 000: as many as a log keeps.
    public init(capacity: Int = 10_000) { self.capacity = max(1, capacity) }

    public var isEmpty: Bool { lines.isEmpty }
    /// Lines since the start that will never be let go.
    public var lost: UInt64 { lostBefore &+ lostHere }

    public mutating func hold(_ printed: Printed) {
        for line in printed.lines { lines.append(line) }
        lostBefore = max(lostBefore, printed.lost)
        let excess = lines.count - capacity
        guard excess > 0 else { return }
        lines.drop(excess)
        lostHere += UInt64(excess)
    }

    /// The events of news with the lines among them; at one instant the event comes first.
    public mutating func merge(into events: [EventRecord], at: Instant) -> [Happening] {
        guard !lines.isEmpty else { return events.map { .event($0) } }
        var merged: [Happening] = []
        for event in events {
            merged += release { $0 < event.time }
            merged.append(.event(event))
        }
        return merged + release { $0 <= at }
    }

    /// The lines of an instant and before it, though older events may still come.
    public mutating func release(upTo last: Instant) -> [Happening] { release { $0 <= last } }

    /// The lines that have waited too long.
    public mutating func releaseOverdue(now: Instant) -> [Happening] {
        release { now.since($0) >= HeldLines.patience }
    }

    private mutating func release(while isDue: (Instant) -> Bool) -> [Happening] {
        let due = lines.prefix { isDue($0.time) }.map { Happening.printed($0) }
        lines.drop(due.count)
        return due
    }
}
