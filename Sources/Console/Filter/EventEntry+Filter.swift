import WebSocketEngine
import WebSocketWire

extension EventEntry: FilterRow {
    var line: String { EventText.searchable(self) }

    func number(_ field: FilterField, at now: Instant) -> UInt64? {
        if field == .event {
            return record.map { UInt64($0.kind.rawValue) } ?? FilterNames.printed
        }
        guard let record else { return nil }
        switch field {
        case .slot: return isOfOne ? UInt64(record.id.slot) : nil
        case .gen: return isOfOne ? UInt64(record.id.generation) : nil
        case .len: return hasPayload ? UInt64(record.preview.total) : nil
        case .code:
            if case .closeFrame(_, let code) = record.detail { return UInt64(code.rawValue) }
            return ending.map { UInt64($0.code.rawValue) }
        case .rtt:
            if case .pong(_, let roundTrip) = record.detail { return roundTrip }
            return nil
        default: return nil
        }
    }

    func text(_ field: FilterField, passes test: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        switch field {
        case .event: return EventText.word(self).passes(test)
        case .peer:
            if case .opening(let peer) = record?.detail { return peer.passes(test) }
            return false
        case .breach: return rule?.passes(test) ?? false
        case .reason: return reasonPasses(test)
        case .payload:
            if case .printed(let line) = happening { return line.bytes.withUnsafeBytes(test) }
            return hasPayload && record?.preview.withBytes(test) == true
        default: return false
        }
    }

    /// Some events concern no single connection.
    private var isOfOne: Bool { record.map { $0.id.slot != .max } ?? false }

    private var ending: CloseFacts? {
        switch record?.detail {
        case .closing(let facts), .closed(let facts): facts
        default: nil
        }
    }

    private var rule: Rule? {
        if case .breach(_, let verdict) = record?.detail { return verdict.rule }
        if case .breach(let verdict) = ending?.cause { return verdict.rule }
        return nil
    }

    private var hasPayload: Bool {
        switch record?.detail {
        case .message, .ping, .pong: true
        default: false
        }
    }

    private func reasonPasses(_ test: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        guard let record else { return false }
        // The body of a close frame begins with the code.
        let start = if case .closeFrame = record.detail { 2 } else { 0 }
        guard start > 0 || ending != nil, record.preview.count > start else { return false }
        return record.preview.withBytes {
            test(UnsafeRawBufferPointer(rebasing: $0.dropFirst(start)))
        }
    }
}
