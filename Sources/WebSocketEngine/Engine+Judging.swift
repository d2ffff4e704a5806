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
        let atHeader = judge.pointee.begin(header, limits: Self.sentLimits)
        let atPayload = judge.pointee.payload(payload, of: header, at: 0)
        let atEnd = judge.pointee.end(of: header, control: payload)
        return atHeader ?? atPayload ?? atEnd
    }

    /// What we send is bounded elsewhere; only the law counts.
    private static let sentLimits = ReadLimits(
        maximumFrame: .max, maximumMessage: .max, maximumFragments: .max, peer: .server)

    /// Somebody begins to watch: of what went out before, only the open message is known.
    func startJudging() {
        for index in 0..<slotCount {
            judges[index] =
                slots[index][.sendingFragments] ? FrameJudge(amid: .binary) : FrameJudge()
        }
    }
}
