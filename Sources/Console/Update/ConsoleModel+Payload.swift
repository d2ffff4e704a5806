import WebSocketEngine
import WebSocketWire

/// What a payload is loaded for.
enum PayloadPurpose: Sendable {
    case page
    case copy(FrameCopy.Part, FrameRecord)
    case lab(FrameRecord)
}

/// A payload that was asked for and has not come yet.
struct PayloadLoad: Sendable {
    var number: UInt64
    var parts: PayloadParts
    var purpose: PayloadPurpose
}

extension ConsoleModel {
    /// Opens the payload of the inspected frame: of its whole message, without its compression.
    mutating func viewPayload() -> [ConsoleEffect] {
        guard let record = inspected else {
            say("no frame is selected", .warning)
            return []
        }
        followsFrames = false
        let parts = PayloadParts(messageOf: record, in: shown.frames)
        page = Page(record, parts, columns: PagePane.textColumns(self))
        return load(parts, for: .page)
    }

    /// Has a payload whole; at once where records hold all of it.
    mutating func load(_ parts: PayloadParts, for purpose: PayloadPurpose) -> [ConsoleEffect] {
        loadsBegun += 1
        let load = PayloadLoad(number: loadsBegun, parts: parts, purpose: purpose)
        guard !parts.places.isEmpty else { return finish(load, []) }
        loading = load
        return [.load(PayloadRequest(number: load.number, places: parts.places))]
    }

    mutating func take(_ answer: PayloadAnswer) -> [ConsoleEffect] {
        guard let load = loading, load.number == answer.number else { return [] }
        loading = nil
        return finish(load, answer.parts)
    }

    private mutating func finish(_ load: PayloadLoad, _ parts: [[UInt8]?]) -> [ConsoleEffect] {
        let bytes = load.parts.joined(parts)
        switch load.purpose {
        case .page:
            guard case .payload(let record, _) = page?.subject else { return [] }
            page?.load(bytes, isText: record.messageOpcode == .text)
            return []
        case .lab(let record):
            beginLab(record, bytes)
            return []
        case .copy(let part, let record):
            return copy(part, of: record, payload: bytes, total: load.parts.total)
        }
    }
}
