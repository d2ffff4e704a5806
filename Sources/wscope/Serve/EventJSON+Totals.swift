import WebSocketEngine

extension EventJSON {
    /// The counters of the engine, in the words of captures and of the end of `wscope serve`.
    static func add(_ totals: Totals, to line: inout JSONLine) {
        line.add("slots_used", totals.slotsUsed)
        line.add("opened", totals.opened)
        line.add("closed", totals.closed)
        line.add("refused", totals.refused)
        line.add("turned_away", totals.turnedAway)
        line.add("displaced", totals.displaced)
        line.add("received_frames", totals.receivedFrames)
        line.add("received_messages", totals.receivedMessages)
        line.add("received_bytes", totals.receivedBytes)
        line.add("sent_frames", totals.sentFrames)
        line.add("sent_messages", totals.sentMessages)
        line.add("sent_bytes", totals.sentBytes)
        line.add("rejected_frames", totals.rejectedFrames)
        line.add("discarded_frames", totals.discardedFrames)
        line.add("dropped_sends", totals.droppedSends)
        line.add("replaced_pongs", totals.replacedPongs)
        line.add("breaches", totals.breaches)
        line.add("timeouts", totals.timeouts)
        line.add("errors", totals.errors)
        line.add("late_ticks", totals.lag.lateTicks)
        line.add("worst_lag_ms", milliseconds: totals.lag.worst)
    }
}
