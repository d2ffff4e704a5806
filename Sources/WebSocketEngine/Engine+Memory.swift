import WebSocketWire

/// What becomes of the memory budget when peers do not read.
extension Engine {
    /// Evictions of one tick: each looks at every slot, and 8 of them free what matters.
    private static let evictions = 8

    /// Queues may take three quarters of the budget, so that there is room for what arrives. Above
    /// that only short ones grow.
    var isShortOfMemory: Bool { pool.outstandingBytes > pool.budget / 4 &* 3 }

    /// While memory is short, whoever has left most unread ends, for the sake of all others.
    func evictTheLargestQueues(now: Instant) {
        for _ in 0..<Self.evictions where isShortOfMemory {
            guard let slot = slotWithTheLargestQueue() else { return }
            let waiting = slot.pointee.queue.count
            end(
                slot, .outOfMemory, reset: true,
                saying: "memory is short, and this queue was the largest: \(waiting) bytes",
                now: now)
        }
    }

    /// nil when no queue is worth it.
    private func slotWithTheLargestQueue() -> UnsafeMutablePointer<Slot>? {
        var largest: UnsafeMutablePointer<Slot>?
        var most = settings.sendQueueLow
        for index in 0..<slotCount where slots[index].phase != .free {
            let waiting = slots[index].queue.count
            if waiting > most { (largest, most) = (slots + index, waiting) }
        }
        return largest
    }
}
