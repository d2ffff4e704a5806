/// Assembles the messages of one connection from bytes in any split. RFC 6455 §5.4, §6.2.
///
/// A value without references, so that a slot table can hold it inline. It owns raw memory while
/// a message is incomplete or lent out: `discard` gives that back.
@frozen
public struct MessageReader {
    /// What the next byte belongs to.
    @usableFromInline
    enum Stage: UInt8 { case header, dataPayload, controlPayload }

    /// What of the reader's memory the last frame lent to the caller.
    @usableFromInline
    enum Loan: UInt8 { case none, control, message }

    /// The bytes of a torn header, at most 13 of them.
    @usableFromInline var torn: (UInt64, UInt64) = (0, 0)
    /// The message as far as it is assembled, unmasked, in a buffer of the pool.
    @usableFromInline var buffer: UnsafeMutableRawPointer?
    @usableFromInline var capacity = 0
    /// Bytes of the message in whole frames; those of the frame at hand come after them.
    @usableFromInline var assembled = 0
    /// The payload of a torn control frame: apart, because it may come amid a message.
    @usableFromInline var control: UnsafeMutableRawPointer?
    /// The frame at hand, while its payload is incomplete.
    @usableFromInline var header = FrameHeader(
        fin: false, opcodeBits: 0, masked: false, lengthBytes: 0, payloadLength: 0, maskingKey: 0)
    /// Payload bytes of the frame at hand that have arrived.
    @usableFromInline var arrived = 0
    /// Frames of the open message so far.
    @usableFromInline var fragments: UInt32 = 0
    @usableFromInline var text = UTF8Validator()
    /// What the open message carries; `continuation` while none is open.
    @usableFromInline var messageOpcode = Opcode.continuation
    /// Whether the open message is compressed, and so its text not to be judged. RFC 7692 §6.
    @usableFromInline var isCompressed = false
    @usableFromInline var tornCount: UInt8 = 0
    @usableFromInline var stage = Stage.header
    @usableFromInline var loan = Loan.none

    @inlinable
    public init() {}

    /// Consumes the front of `input`, unmasking in place, up to the end of one frame.
    ///
    /// A whole control frame or unfragmented message is lent from `input` itself, not copied.
    @inlinable
    @inline(__always)
    public mutating func next(
        _ input: inout UnsafeMutableRawBufferPointer, limits: ReadLimits, pool: BufferPool
    ) -> ReadStep {
        if loan != .none { returnLoan(pool) }
        guard let base = input.baseAddress, input.count > 0 else { return .needsMore }
        if stage == .header, tornCount == 0,
            let header = FrameHeader.parse(base, count: input.count),
            header.opcodeBits & 0x8 != 0 || (header.fin && messageOpcode == .continuation)
        {
            let room = input.count &- header.byteCount
            if header.payloadLength <= UInt64(truncatingIfNeeded: room) {
                return whole(header, base, &input, limits)
            }
        }
        return gradually(&input, limits, pool)
    }

    /// Where the next bytes of an incomplete data payload belong; empty when none is open.
    @inlinable
    public var landing: UnsafeMutableRawBufferPointer {
        guard stage == .dataPayload, let buffer else {
            return UnsafeMutableRawBufferPointer(start: nil, count: 0)
        }
        return UnsafeMutableRawBufferPointer(
            start: buffer + (assembled &+ arrived), count: payloadCount &- arrived)
    }

    /// Takes `count` bytes that were put at the front of `landing`.
    @inlinable
    public mutating func landed(_ count: Int, limits: ReadLimits, pool: BufferPool) -> ReadStep {
        if loan != .none { returnLoan(pool) }
        let landing = landing
        guard landing.count > 0 else { return .needsMore }
        return dataArrived(
            at: landing.baseAddress, count: Swift.max(0, Swift.min(count, landing.count)))
    }

    /// Takes the message last lent out of the reader, so that it outlives a `discard`: it is the
    /// caller's to give back to the pool. nil when none is lent, or it lies in the input.
    public mutating func takeLentMessage() -> UnsafeMutableRawBufferPointer? {
        guard loan == .message, let buffer else { return nil }
        let message = UnsafeMutableRawBufferPointer(start: buffer, count: capacity)
        self.buffer = nil
        capacity = 0
        loan = .none
        return message
    }

    /// Gives all memory back and forgets what was read.
    @inlinable
    public mutating func discard(pool: BufferPool) {
        if let buffer { pool.give(buffer, capacity: capacity) }
        if let control { pool.give(control, capacity: payloadCount) }
        self = MessageReader()
    }

    /// Bytes of memory held for an incomplete message or one just lent.
    @inlinable
    public var heldBytes: Int { capacity &+ (control == nil ? 0 : payloadCount) }

    /// Whether a fragmented message awaits its continuation. RFC 6455 §5.4.
    @inlinable
    public var isMessageOpen: Bool { messageOpcode != .continuation }

    /// Whether a header, a payload or a message is incomplete: what a message deadline watches.
    @inlinable
    public var isAmidMessage: Bool {
        stage != .header || tornCount != 0 || messageOpcode != .continuation
    }

    /// Whole frames of the open message.
    public var wholeFragments: UInt32 {
        stage == .dataPayload && fragments > 0 ? fragments &- 1 : fragments
    }

    /// The payload length of the frame at hand: judged, so it fits.
    @inlinable
    var payloadCount: Int { Int(truncatingIfNeeded: header.payloadLength) }
}
