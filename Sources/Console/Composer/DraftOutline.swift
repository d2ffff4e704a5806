import WebSocketEngine
import WebSocketWire

/// What a draft comes to: its frames, and what a peer makes of them.
struct DraftOutline: Sendable {
    private(set) var payload: [UInt8] = []
    private(set) var frames = CraftedFrames()
    /// The first frame, for the grid.
    private(set) var first: BitFields?
    /// The first breach, and the frame it is in, counted from 0.
    private(set) var breach: (verdict: Verdict, frame: Int)?
    /// What a lying length does to what follows.
    private(set) var consequence: String?
    /// Why there is nothing to send.
    private(set) var problem: CommandError?

    /// - Parameter deflates: whether RSV1 has a meaning for whom it is for. RFC 7692 §6.
    init(_ draft: FrameDraft, file: LoadedFile?, deflates: Bool) {
        do throws(CommandError) {
            payload = try draft.bytes(file: file)
        } catch {
            problem = error
            return
        }
        frames = draft.frames(payload)
        let reading = PeersReading(frames, from: .server, deflates: deflates)
        breach = reading.breach
        consequence = reading.consequence
        first = reading.first
    }
}

/// How a peer reads bytes that were meant as frames.
struct PeersReading: Sendable {
    /// Payload bytes that the grid shows.
    static let shownPayload = 64

    let first: BitFields?
    let breach: (verdict: Verdict, frame: Int)?
    let consequence: String?

    init(
        _ frames: CraftedFrames, from sender: Endpoint, deflates: Bool, isAmidMessage: Bool = false
    ) {
        var limits = ReadLimits(
            maximumFrame: .max, maximumMessage: .max, maximumFragments: .max, peer: sender)
        if deflates { limits.allowedReservedBits = FrameHeader.compressedBit }
        // A message that is under way already begins with an empty frame.
        let before = isAmidMessage ? Self.opening(sender) : []
        let decoded = FrameDecoder.decode(before + frames.bytes, from: sender, limits: limits)
            .dropFirst(isAmidMessage ? 1 : 0)
        first = decoded.first.map { frame in
            BitFields(frame, payloadBytes: Self.shownPayload)
        }
        breach =
            decoded.enumerated().lazy
            .compactMap { place, frame in frame.breach.map { ($0, place) } }.first
        consequence = Self.consequence(Array(decoded), frames, from: before.count)
    }

    private static func opening(_ sender: Endpoint) -> [UInt8] {
        let key: UInt32? = sender == .client ? 0 : nil
        let header = FrameHeader(fin: false, opcode: .binary, payloadCount: 0, maskingKey: key)
        return header.bytes
    }

    /// The first frame that does not end where it was meant to, and what follows; nil where all do.
    private static func consequence(
        _ read: [DecodedFrame], _ meant: CraftedFrames, from start: Int
    ) -> String? {
        for (index, frame) in read.enumerated() where index < meant.count {
            guard frame.hasHeader else {
                let missing = frame.header.byteCount - frame.headerBytes.count
                return
                    "the header lacks \(bytes(UInt64(missing))): what is sent next is taken for it"
            }
            let begin = UInt64(max(0, frame.offset - start + frame.header.byteCount))
            let (end, overflow) = begin.addingReportingOverflow(frame.header.payloadLength)
            let wanted = UInt64(meant.ends[index])
            if end < wanted, !overflow {
                let next = index + 1 < read.count ? read[index + 1].header : nil
                let name = next?.opcode?.name ?? "a reserved opcode"
                let count = wanted - end
                return bytes(count) + (count == 1 ? " is" : " are")
                    + " left over, read as the next frame: \(name)"
            }
            guard overflow || end > wanted else { continue }
            let missing = frame.header.payloadLength - (wanted - min(begin, wanted))
            return bytes(missing) + (missing == 1 ? " is" : " are")
                + " missing: what is sent next is taken for payload"
        }
        return nil
    }

    private static func bytes(_ count: UInt64) -> String {
        count == 1 ? "1 byte" : "\(count) bytes"
    }
}
