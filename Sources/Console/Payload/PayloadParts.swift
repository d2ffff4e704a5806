import WebSocketEngine
import WebSocketWire

/// A payload in pieces: what records hold of it, and the places of the rest.
struct PayloadParts: Hashable, Sendable {
    struct Part: Hashable, Sendable {
        var start: [UInt8]
        var rest: PayloadPlace
        /// Bytes there were.
        var total: Int

        init(_ preview: FrameRecord.Preview, _ rest: PayloadPlace) {
            start = preview.bytes
            self.rest = rest
            total = preview.total
        }
    }

    var parts: [Part]
    /// Whether frames of the message are no longer known.
    var hasGaps = false

    var total: Int { parts.reduce(0) { $0 &+ $1.total } }
    /// The places to be asked for, in order.
    var places: [PayloadPlace] { parts.map(\.rest).filter { $0.count > 0 } }

    /// All of it up to the first byte that is not kept.
    ///
    /// - Parameter answers: one for each of `places`.
    func joined(_ answers: [[UInt8]?]) -> [UInt8] {
        var bytes: [UInt8] = []
        var answers = answers[...]
        for part in parts {
            bytes += part.start
            if part.rest.count > 0 {
                guard let rest = answers.popFirst() ?? nil else { break }
                bytes += rest
                if part.start.count + rest.count < part.total { break }
            } else if part.start.count < part.total {
                break
            }
        }
        return bytes
    }
}

extension PayloadParts {
    /// What a frame alone carries on the wire, unmasked.
    init(frame record: FrameRecord) { parts = [Part(record.preview, record.rest)] }

    /// The message that a frame belongs to, without its compression.
    init(messageOf record: FrameRecord, in log: BoundedLog<FrameEntry>) {
        if let inflated = record.inflated, record.direction == .received {
            parts = [Part(inflated.preview, inflated.rest)]
            return
        }
        let (frames, isWhole) = log.message(of: record)
        // What was received is inflated at its last frame, what is sent frame by frame.
        if record.isCompressed, record.direction == .received, let inflated = frames.last?.inflated
        {
            parts = [Part(inflated.preview, inflated.rest)]
            return
        }
        parts = frames.map { frame in
            frame.inflated.map { Part($0.preview, $0.rest) } ?? Part(frame.preview, frame.rest)
        }
        hasGaps = !isWhole
    }
}

extension BoundedLog<FrameEntry> {
    /// The frames of one message, oldest first, and whether all that came so far are among them.
    func message(of record: FrameRecord) -> (frames: [FrameRecord], isWhole: Bool) {
        let isAlone = record.header.fin && record.header.opcode != .continuation
        guard !isAlone, record.header.opcode?.isControl != true else { return ([record], true) }
        var frames = [record]
        var isWhole = true
        while let first = frames.first, first.header.opcode == .continuation {
            guard let before = neighbour(of: first, step: -1) else {
                isWhole = false
                break
            }
            frames.insert(before, at: 0)
        }
        while let last = frames.last, !last.header.fin {
            guard let after = neighbour(of: last, step: 1), after.header.opcode == .continuation
            else { break }
            frames.append(after)
        }
        return (frames, isWhole)
    }

    /// The next data frame of the same connection and direction; nil at a gap, where frames were
    /// lost, and at the end of what is kept.
    private func neighbour(of record: FrameRecord, step: Int) -> FrameRecord? {
        var sequence = record.sequence
        while true {
            let (next, overflow) =
                step > 0
                ? sequence.addingReportingOverflow(1) : sequence.subtractingReportingOverflow(1)
            guard !overflow, let entry = self[sequence: next] else { return nil }
            sequence = next
            let other = entry.record
            if other.id == record.id, other.direction == record.direction,
                other.header.opcode?.isControl != true
            {
                return other
            }
        }
    }
}
