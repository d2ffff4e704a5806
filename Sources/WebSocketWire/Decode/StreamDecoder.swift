/// Takes one whole direction of a TCP stream apart as its bytes come: the opening handshake, then
/// frames. RFC 6455 §4, §5.
///
/// Its memory does not grow with the stream: one head, one frame's kept bytes, one compressed
/// message.
public struct StreamDecoder {
    /// Bytes of a payload and a message that are kept to be shown.
    public static let keptBytes = 1024

    enum Stage {
        /// The bytes of the head so far.
        case opening([UInt8])
        case frames(FrameRun)
        /// The handshake opened nothing: what follows is only counted.
        case refused
    }

    let sender: Endpoint
    let limits: ReadLimits
    let other: OtherDirection
    var stage = Stage.opening([])
    /// Bytes that belong to heads already told.
    var offset = 0
    private var sum = StreamEnd()

    /// - Parameter other: what is known of the other direction, to check the one against the other.
    public init(
        from sender: Endpoint, limits: ReadLimits = ReadLimits(),
        other: OtherDirection = OtherDirection()
    ) {
        self.sender = sender
        var limits = limits
        limits.peer = sender
        self.limits = limits
        self.other = other
    }

    /// Whether any byte was taken.
    public var hasBegun: Bool { sum.bytes > 0 }

    /// Takes the next bytes of the stream and says what they complete.
    public mutating func take(
        _ bytes: UnsafeRawBufferPointer, _ say: (StreamItem) -> Void
    ) {
        sum.bytes += bytes.count
        guard case .opening(var start) = stage else { return pass(bytes, say) }
        stage = .refused
        start += bytes
        guard let used = open(start, isOver: false, say) else { return }
        start[used...].withUnsafeBytes { pass($0, say) }
    }

    private mutating func pass(
        _ bytes: UnsafeRawBufferPointer, _ say: (StreamItem) -> Void
    ) {
        guard case .frames(var run) = stage else {
            sum.strayBytes += bytes.count
            sum.stray += bytes.prefix(Self.keptBytes - sum.stray.count)
            return
        }
        stage = .refused
        var rest = bytes
        while let frame = run.take(&rest) { tell(.frame(frame), say) }
        stage = .frames(run)
    }

    /// The stream ends: what it tears, and what it came to.
    public mutating func finish(_ say: (StreamItem) -> Void) {
        switch stage {
        case .opening(let start): sum.isTorn = open(start, isOver: true, say) == nil
        case .frames(var run):
            sum.isOpen = true
            if let frame = run.finish() {
                sum.isTorn = true
                tell(.frame(frame), say)
            }
            if run.skipped > 0 { sum.isTorn = true }
        case .refused: break
        }
        say(.end(sum))
    }

    mutating func tell(_ item: StreamItem, _ say: (StreamItem) -> Void) {
        switch item {
        case .request(let request): if request.breach != nil { sum.breaches += 1 }
        case .response(let response): if response.breach != nil { sum.breaches += 1 }
        case .frame(let frame):
            sum.frames += 1
            if frame.breach != nil { sum.breaches += 1 }
            if frame.message != nil || frame.inflated != nil { sum.messages += 1 }
            if frame.header.opcode == .close, !frame.isTruncated { sum.isClosed = true }
        case .end: break
        }
        say(item)
    }
}
