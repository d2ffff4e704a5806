import WebSocketEngine

extension Scene {
    /// Takes in frames that came, each at its place in its message.
    mutating func append(_ records: [FrameRecord], lost: UInt64) {
        framesLost = lost
        messages.note(framesLost: lost)
        for record in records {
            let entry = FrameEntry(record: record, fragment: messages.place(record))
            frames.append(entry, isShown: sieve.shows(entry))
        }
        if let oldest = frames.first?.sequence { messages.forget(before: oldest) }
    }

    /// Decides anew which frames are shown.
    mutating func sift(by sieve: FrameSieve) {
        self.sieve = sieve
        self.sieve.kept = frames.capacity
        frames.show { self.sieve.shows($0) }
    }

    /// The kept fragments of a message that stand closest to one of them, in their order.
    func siblings(of fragment: Fragment, at sequence: UInt64, limit: Int) -> [FrameEntry] {
        guard let message = messages[fragment.message] else { return [] }
        let kept = frames.entries(from: fragment.message, to: message.last)
            .filter { $0.fragment?.message == fragment.message }
        let place = kept.firstIndex { $0.sequence == sequence } ?? 0
        let first = max(0, min(place - limit / 2, kept.count - limit))
        return Array(kept.dropFirst(first).prefix(limit))
    }
}
