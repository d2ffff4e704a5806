import TerminalCanvas
import WebSocketEngine

extension ConsoleModel {
    mutating func startCopying() {
        guard let record = inspected else {
            say("no frame is selected", .warning)
            return
        }
        mode = .copying(record)
    }

    /// The key after `y`; any other than those offered copies nothing.
    mutating func copy(_ record: FrameRecord, _ key: Key) -> [ConsoleEffect] {
        mode = .browsing
        guard case .character(let character) = key,
            let part = FrameCopy.Part.allCases.first(where: { $0.key == character })
        else { return [] }
        return copy(part, of: record)
    }

    /// Copies a part of a frame, once its payload is there whole.
    mutating func copy(_ part: FrameCopy.Part, of record: FrameRecord) -> [ConsoleEffect] {
        let parts = PayloadParts(frame: record)
        if part == .header { return copy(part, of: record, payload: [], total: 0) }
        if parts.total > FrameCopy.limit { return refuseCopy(of: parts.total) }
        return load(parts, for: .copy(part, record))
    }

    mutating func copy(
        _ part: FrameCopy.Part, of record: FrameRecord, payload: [UInt8], total: Int
    ) -> [ConsoleEffect] {
        let path = shown.slots[record.id]?.row.path.bytes ?? []
        let url = facts.url + String(decoding: path, as: UTF8.self)
        let text = FrameCopy.text(part, of: record, payload: payload, url: url)
        guard text.utf8.count <= FrameCopy.limit else { return refuseCopy(of: text.utf8.count) }
        let kept = "the first \(payload.count) of \(total) payload bytes"
        say("copied: \(part.name)" + (payload.count < total ? ", \(kept)" : ""))
        return [.copy(text)]
    }

    private mutating func refuseCopy(of count: Int) -> [ConsoleEffect] {
        say("\(Spell.bytes(UInt64(count))) are too much for a clipboard: capture it", .warning)
        return []
    }
}
