import WebSocketEngine
import WebSocketWire

// Bodies of records. What a later version adds comes at the end, so that an older one reads the
// rest.
extension ByteSink {
    mutating func add(_ session: CaptureSession) {
        add(session.wallAtZero)
        add(session.secondsFromUTC)
        add(session.startedAt.nanoseconds)
        add(UInt8(session.isSecure ? 1 : 0))
        addWord(session.address)
        addWord(session.program)
        addWord(session.application)
    }

    mutating func add(_ totals: Totals, at: Instant) {
        add(at.nanoseconds)
        let counters = totals.counters
        add(UInt8(counters.count))
        for counter in counters { add(counter) }
    }

    mutating func add(_ handshake: HandshakeRecord) {
        add(handshake.sequence)
        add(handshake.id)
        add(handshake.time.nanoseconds)
        add(UInt64(handshake.cut))
        addCounted(handshake.request)
        addCounted(handshake.response)
    }

    mutating func add(_ line: CapturedLine) {
        add(line.time.nanoseconds)
        add(UInt8(line.isCut ? 1 : 0))
        addCounted(line.bytes)
    }

    mutating func add(_ loss: CaptureLoss) {
        for count in [loss.events, loss.frames, loss.lines] { add(count) }
    }

    mutating func add(
        _ frame: FrameRecord, rest: ArraySlice<UInt8>, inflatedRest: ArraySlice<UInt8>
    ) {
        add(frame.sequence)
        add(frame.id)
        add(frame.time.nanoseconds)
        add(frame.direction.rawValue)
        add(frame.messageOpcode.rawValue)
        add(UInt8(frame.isCompressed ? 1 : 0))
        let header = frame.header.bytes
        add(UInt8(header.count))
        add(header)
        add(frame.breach)
        add(frame.preview.bytes, rest, total: frame.preview.total)
        guard let inflated = frame.inflated else { return add(UInt8(0)) }
        add(UInt8(1))
        add(UInt64(inflated.packed))
        add(inflated.preview.bytes, inflatedRest, total: inflated.preview.total)
    }

    /// Bytes in two pieces, and how many there were. A rest without all of its start is no use.
    private mutating func add(_ start: [UInt8], _ rest: ArraySlice<UInt8>, total: Int) {
        let rest = rest.prefix(CaptureFormat.maximumPayload - start.count)
        add(UInt64(total))
        add(UInt32(start.count + rest.count))
        add(start)
        add(rest)
    }

    mutating func add<let capacity: Int>(_ text: InlineBytes<capacity>) {
        add(UInt64(text.total))
        addCounted(text.bytes)
    }

    mutating func add(_ peer: PeerAddress) {
        add(peer.high)
        add(peer.low)
        add(peer.port)
    }

    mutating func add(_ id: ConnectionID) {
        add(id.slot)
        add(id.generation)
    }

    /// By its name, which outlasts its number.
    mutating func add(_ verdict: Verdict?) {
        guard let verdict else { return addWord("") }
        addWord(String(describing: verdict.rule))
        add(UInt64(verdict.bits.lowerBound))
        add(UInt8(clamping: verdict.bits.count))
    }
}
