import WebSocketEngine
import WebSocketWire

/// The messages in fragments among the frames that are kept.
struct Messages: Sendable {
    struct Message: Sendable {
        var count = 0
        var bytes: UInt64 = 0
        /// Whether its last fragment has come.
        var isWhole = false
        /// The newest of its frames.
        var last: UInt64 = 0
        /// The first that broke a rule.
        var breach: UInt64?
    }

    /// One direction of one connection: a message ends before the next begins.
    private struct Stream: Hashable {
        var id: ConnectionID
        var direction: Direction
    }

    private var open: [Stream: UInt64] = [:]
    private var known: [UInt64: Message] = [:]
    private var framesLost: UInt64 = 0
    /// Twice as many as messages of two frames can be kept.
    var limit = Scene.framesKept

    subscript(first: UInt64) -> Message? { known[first] }

    /// Takes in the next frame and tells whose part it is; nil for one that is a message by itself
    /// or a control frame between fragments.
    mutating func place(_ record: FrameRecord) -> Fragment? {
        let stream = Stream(id: record.id, direction: record.direction)
        switch record.header.opcode {
        case .text, .binary:
            guard !record.header.fin else { return nil }
            open[stream] = record.sequence
            known[record.sequence] = Message()
        case .continuation: break
        case .close, .ping, .pong, nil: return nil
        }
        guard let first = open[stream], var message = known[first] else { return nil }
        message.count += 1
        message.bytes &+= record.header.payloadLength
        message.last = record.sequence
        message.isWhole = record.header.fin
        if record.breach != nil { message.breach = message.breach ?? record.sequence }
        known[first] = message
        if record.header.fin { open[stream] = nil }
        return Fragment(message: first, number: message.count)
    }

    /// What comes after a gap is not known to belong to what came before it.
    mutating func note(framesLost lost: UInt64) {
        if lost > framesLost { open = [:] }
        framesLost = max(framesLost, lost)
    }

    /// Forgets messages of which no frame is kept any more, now and then.
    mutating func forget(before oldest: UInt64) {
        guard known.count > limit else { return }
        known = known.filter { $0.value.last >= oldest }
        open = open.filter { known[$0.value] != nil }
    }
}
