import WebSocketWire

// Frames that we send are judged as a peer would judge them, but only while somebody watches:
// nothing is done about them, they are named.
extension Engine {
    /// What a frame of ours breaks, in its place behind those that left before it.
    func judgeSent(
        _ header: FrameHeader, _ payload: UnsafeRawBufferPointer,
        _ slot: UnsafeMutablePointer<Slot>
    ) -> Verdict? {
        let judge = judges + index(of: slot)
        let limits = slot.pointee[.deflates] ? Self.sentDeflated : Self.sentPlain
        let atHeader = judge.pointee.begin(header, limits: limits)
        let atPayload = judge.pointee.payload(payload, of: header, at: 0)
        let atEnd = judge.pointee.end(of: header, control: payload)
        return atHeader ?? atPayload ?? atEnd
    }

    /// What we send is bounded elsewhere; only the law counts.
    private static let sentPlain = ReadLimits(
        maximumFrame: .max, maximumMessage: .max, maximumFragments: .max, peer: .server)
    private static let sentDeflated = ReadLimits(
        maximumFrame: .max, maximumMessage: .max, maximumFragments: .max,
        allowedReservedBits: FrameHeader.compressedBit, peer: .server)

    /// The frame sent last carries this, compressed; as text it is judged here.
    func captureSentInflated(
        _ bytes: UnsafeRawBufferPointer, packed: Int, _ slot: UnsafeMutablePointer<Slot>
    ) {
        captureInflated(bytes, packed: packed)
        let judge = judges + index(of: slot)
        frames.amendNewest { record in
            let found = judge.pointee.inflated(bytes, of: record.header)
            record.breach = record.breach ?? found
        }
    }

    /// Somebody begins to watch: of what went out before, only the open message is known.
    func startWatching() {
        payloads.open()
        handshakeBytes.open()
        for index in 0..<slotCount {
            judges[index] =
                slots[index][.sendingFragments] ? FrameJudge(amid: .binary) : FrameJudge()
        }
    }
}
