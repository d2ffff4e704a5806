import WebSocketEngine
import WebSocketWire

extension SlotInPlace: FilterRow {
    var line: String { SlotLine.with(self) { String(decoding: $0, as: UTF8.self) } }

    func has(_ word: FoldedBytes, _ line: inout String?) -> Bool {
        SlotLine.with(self, word.isPart)
    }

    func number(_ field: FilterField, at now: Instant) -> UInt64? {
        switch field {
        case .slot: UInt64(row.id.slot)
        case .gen: UInt64(row.id.generation)
        case .state: UInt64(row.state.rawValue)
        case .code: row.closing.map { UInt64($0.code.rawValue) }
        case .age: (endedAt ?? now).since(row.openedAt)
        case .idle: endedAt == nil ? now.since(lastMessageAt) : nil
        case .rtt: row.roundTrip
        case .deadline: row.deadline.map { $0.at.since(now) }
        case .queue: row.queuedBytes
        default: nil
        }
    }

    func text(_ field: FilterField, passes test: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        switch field {
        case .peer: return row.peer.passes(test)
        case .state: return row.state.name.passes(test)
        case .reason: return !row.reason.isEmpty && row.reason.withBytes(test)
        case .breach:
            guard case .breach(let verdict) = row.closing?.cause else { return false }
            return verdict.rule.passes(test)
        default: return false
        }
    }
}

extension SlotEntry: FilterRow {
    var line: String { inPlace(\.line) }

    func has(_ word: FoldedBytes, _ line: inout String?) -> Bool {
        inPlace { SlotLine.with($0, word.isPart) }
    }

    func number(_ field: FilterField, at now: Instant) -> UInt64? {
        inPlace { $0.number(field, at: now) }
    }

    func text(_ field: FilterField, passes test: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        inPlace { $0.text(field, passes: test) }
    }
}

extension PeerAddress {
    /// With its port or without.
    func passes(_ test: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        let whole = description
        if whole.passes(test) { return true }
        let host = whole.prefix(upTo: whole.lastIndex(of: ":") ?? whole.endIndex)
        return String(host).passes(test)
    }
}

extension Rule {
    /// In words or as its clause.
    func passes(_ test: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        title.passes(test) || section.passes(test)
    }
}
