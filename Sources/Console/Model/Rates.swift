import WebSocketEngine

/// Messages a second over the last two seconds.
struct Rates: Sendable {
    private struct Sample: Sendable {
        var at: Instant
        var received: UInt64
        var sent: UInt64
    }

    /// Long enough that the figure does not flicker, short enough that it is the present.
    static let span: UInt64 = 2_000_000_000

    private var samples = Queue<Sample>()

    mutating func add(_ totals: Totals, at: Instant) {
        samples.append(
            Sample(at: at, received: totals.receivedMessages, sent: totals.sentMessages))
        // The newest sample that is old enough is where the span begins.
        while samples.count > 2, at.since(samples[1].at) >= Rates.span { samples.drop(1) }
    }

    /// The rates as they stand at an instant; what came no longer counts when it is past.
    func perSecond(at now: Instant) -> (received: Double, sent: Double) {
        guard let newest = samples.last,
            let start = samples.last(where: { now.since($0.at) >= Rates.span }) ?? samples.first
        else { return (0, 0) }
        let seconds = Double(max(now.since(start.at), 1_000_000)) / 1e9
        guard seconds >= 0.2 else { return (0, 0) }
        // Totals only grow; should they start anew, the rate is 0 until they have.
        let received = newest.received - min(start.received, newest.received)
        let sent = newest.sent - min(start.sent, newest.sent)
        return (Double(received) / seconds, Double(sent) / seconds)
    }
}
