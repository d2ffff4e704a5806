import WebSocketEngine

/// Commands that were passed to the engine and whose outcome has not come yet.
struct PendingCommands: Sendable {
    private struct Batch: Sendable {
        var tokens: Range<UInt64>
        /// In the operator's words: `ping 0.12`, `close 3 slots`.
        var what: String
        var answered: UInt64 = 0
        var reached: UInt32 = 0
        var refusal: Refusal?
    }

    /// Batches waited for at once; an outcome of an older one is only an event.
    static let capacity = 64

    private var batches: [Batch] = []
    private var nextToken: UInt64 = 1

    /// Numbers for so many commands that the operator gave as one.
    mutating func begin(_ what: String, count: Int) -> Range<UInt64> {
        let tokens = reserve(count)
        batches.append(Batch(tokens: tokens, what: what))
        if batches.count > PendingCommands.capacity { batches.removeFirst() }
        return tokens
    }

    /// Numbers for commands whose outcomes somebody else waits for.
    mutating func reserve(_ count: Int) -> Range<UInt64> {
        defer { nextToken += UInt64(max(0, count)) }
        return nextToken..<(nextToken + UInt64(max(0, count)))
    }

    /// Takes an outcome and words what became of the whole, once all of it is known.
    mutating func finish(_ outcome: CommandOutcome) -> (text: String, level: Toast.Level)? {
        guard let index = batches.firstIndex(where: { $0.tokens.contains(outcome.token) })
        else { return nil }
        batches[index].answered += 1
        batches[index].reached += outcome.reached
        batches[index].refusal = batches[index].refusal ?? outcome.refusal
        let batch = batches[index]
        guard batch.answered == UInt64(batch.tokens.count) else { return nil }
        batches.remove(at: index)
        if let refusal = batch.refusal {
            let reached = batch.reached > 0 ? ", reached \(batch.reached)" : ""
            return ("\(batch.what) refused: \(refusal.name)\(reached)", .warning)
        }
        let reached = batch.reached == 1 ? "done" : "reached \(batch.reached)"
        return ("\(batch.what): \(reached)", .note)
    }
}
