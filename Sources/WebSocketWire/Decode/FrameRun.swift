/// Takes the frames of one direction apart as their bytes come, in any split.
///
/// It holds one header, and of a payload and a message no more than it is told to keep, so that a
/// stream of any length takes the same memory.
struct FrameRun {
    let limits: ReadLimits
    /// Bytes kept of a payload and of a message in fragments.
    let kept: Int
    /// Bytes taken so far.
    private(set) var offset: Int
    private var judge = FrameJudge()
    /// What undoes the compression that was agreed on; nil without one.
    private var inflation: MessageInflation?
    private var head: [UInt8] = []
    /// The frame at hand, once its header is whole.
    private var frame: DecodedFrame?
    private var message: [UInt8] = []
    private var messageLength: UInt64 = 0
    /// Bytes of a payload that pass by unseen.
    private(set) var skipped: UInt64 = 0

    init(
        limits: ReadLimits, kept: Int = .max, offset: Int = 0, inflation: MessageInflation? = nil
    ) {
        self.limits = limits
        self.kept = kept
        self.offset = offset
        self.inflation = inflation
    }

    /// Takes bytes from the front of `input`; a frame once it is whole, nil when all are taken.
    mutating func take(_ input: inout UnsafeRawBufferPointer) -> DecodedFrame? {
        if skipped > 0 {
            let passed = min(UInt64(input.count), skipped)
            skipped -= passed
            advance(&input, by: Int(passed))
        }
        if frame == nil {
            guard takeHeader(&input) else { return nil }
            if let skipped = skipIfTooLarge() { return skipped }
        }
        takePayload(&input)
        guard let whole = frame, whole.arrived == whole.header.payloadLength else { return nil }
        return complete()
    }

    /// The run ends: the frame that it tears, if any.
    mutating func finish() -> DecodedFrame? {
        defer {
            frame = nil
            head = []
        }
        if let frame { return frame }
        guard !head.isEmpty else { return nil }
        let shown = Self.visible(head)
        var torn = DecodedFrame(
            offset: offset - head.count, header: shown, headerBytes: head)
        torn.breach = judge.verdict(on: shown, visible: head.count, limits: limits)
        return torn
    }

    private mutating func takeHeader(_ input: inout UnsafeRawBufferPointer) -> Bool {
        while let byte = input.first {
            head.append(byte)
            advance(&input, by: 1)
            let header = head.withUnsafeBytes { memory in
                memory.baseAddress.flatMap { FrameHeader.parse($0, count: memory.count) }
            }
            guard let header else { continue }
            begin(header)
            return true
        }
        return false
    }

    private mutating func begin(_ header: FrameHeader) {
        var begun = DecodedFrame(
            offset: offset - head.count, header: header, headerBytes: head)
        begun.breach = judge.begin(header, limits: limits)
        if begun.messageOpcode == nil, header.opcode == .continuation,
            judge.messageOpcode != .continuation
        {
            begun.messageOpcode = judge.messageOpcode
        } else if header.opcode?.isControl == false {
            message = []
            messageLength = 0
            inflation?.begin(isCompressed: header.isCompressed)
        }
        begun.isCompressed =
            header.opcode?.isControl == false && inflation?.isCompressed == true
        frame = begun
        head = []
    }

    /// A frame that is refused for its size is told at once: its end may never come.
    private mutating func skipIfTooLarge() -> DecodedFrame? {
        guard var refused = frame, refused.header.payloadLength > UInt64(clamping: kept) else {
            return nil
        }
        switch refused.breach?.rule {
        case .frameTooBig, .messageTooBig, .lengthTopBitSet: break
        default: return nil
        }
        skipped = refused.header.payloadLength
        inflation?.lose()
        refused.isSkipped = true
        frame = nil
        _ = judge.end(of: refused.header, control: UnsafeRawBufferPointer(start: nil, count: 0))
        return refused
    }

    private mutating func advance(_ input: inout UnsafeRawBufferPointer, by count: Int) {
        offset += count
        input = UnsafeRawBufferPointer(rebasing: input[count...])
    }

    /// What is visible of a torn header.
    private static func visible(_ head: [UInt8]) -> FrameHeader {
        let padded = head.count < 2 ? head + [0] : head
        let shown = padded.withUnsafeBytes { memory in
            memory.baseAddress.flatMap { FrameHeader.glimpse($0, count: memory.count) }
        }
        return shown
            ?? FrameHeader(
                fin: false, opcodeBits: 0, masked: false, lengthBytes: 0, payloadLength: 0,
                maskingKey: 0)
    }
}

extension FrameRun {
    private mutating func takePayload(_ input: inout UnsafeRawBufferPointer) {
        guard var begun = frame.take() else { return }
        defer { frame = begun }
        let header = begun.header
        let count = Int(min(UInt64(input.count), header.payloadLength - begun.arrived))
        guard count > 0 else { return }
        let room = max(0, min(count, kept - begun.payload.count))
        begun.wirePayload += input[..<room]
        var part = Array(input[..<count])
        let found = part.withUnsafeMutableBytes { memory -> Verdict? in
            guard let base = memory.baseAddress else { return nil }
            let phase = Int(truncatingIfNeeded: begun.arrived & 3)
            Masking.apply(key: header.maskingKey, phase: phase, to: base, count: count)
            let bytes = UnsafeRawBufferPointer(memory)
            if begun.isCompressed { inflation?.take(bytes, limit: limits.maximumMessage) }
            return judge.payload(bytes, of: header, at: begun.arrived)
        }
        begun.payload += part[..<room]
        begun.arrived += UInt64(count)
        begun.breach = begun.breach ?? found
        advance(&input, by: count)
    }

    /// The frame at hand is whole: what its end shows, and the message that it completes.
    private mutating func complete() -> DecodedFrame? {
        guard var whole = frame else { return nil }
        frame = nil
        whole.isTruncated = false
        let atEnd = whole.payload.withUnsafeBytes { judge.end(of: whole.header, control: $0) }
        whole.breach = whole.breach ?? atEnd
        guard whole.header.opcode?.isControl == false, whole.messageOpcode != nil else {
            return whole
        }
        message += whole.payload.prefix(max(0, kept - message.count))
        messageLength += whole.header.payloadLength
        if whole.header.fin {
            inflate(&whole)
            if whole.breach == nil, !whole.isCompressed {
                whole.message = message
                whole.messageLength = messageLength
            }
            message = []
            messageLength = 0
        }
        return whole
    }

    /// The last frame of a compressed message: inflated, then judged as text.
    private mutating func inflate(_ whole: inout DecodedFrame) {
        guard whole.isCompressed, let step = inflation?.end(limit: limits.maximumMessage) else {
            return
        }
        switch step {
        case .inflated(let bytes, let packed):
            let notText = bytes.withUnsafeBytes { judge.inflated($0, of: whole.header) }
            whole.breach = whole.breach ?? notText
            whole.inflated = InflatedMessage(
                bytes: Array(bytes.prefix(kept)), count: UInt64(bytes.count), packed: packed)
        case .broken(let rule, let taken, let packed):
            let before = packed - min(packed, whole.header.payloadLength)
            let place = Int(clamping: taken - min(taken, before))
            whole.breach =
                whole.breach ?? Verdict(rule: rule, inflating: whole.header, taken: place)
        case .lost: break
        }
    }
}
