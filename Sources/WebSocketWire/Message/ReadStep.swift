/// What reading the front of the input came to.
@frozen
public enum ReadStep {
    /// All input is consumed; the frame at hand is incomplete, or there is none.
    case needsMore
    /// One frame is whole and lawful; there may be more in the input.
    case frame(ReceivedFrame)
    /// The peer broke a rule: the connection is to fail, the reader only to be discarded.
    case breach(Breach)
    /// The pool refused a buffer: the connection cannot go on.
    case outOfMemory
}

/// A whole frame. Its memory is borrowed until the reader is called again.
@frozen
public struct ReceivedFrame {
    public var header: FrameHeader
    /// The frame's own payload, unmasked.
    public var payload: UnsafeRawBufferPointer
    /// The whole message when this frame completes one. RFC 6455 §5.4.
    public var message: UnsafeRawBufferPointer?
    /// What the message carries, also for a continuation; the frame's own opcode for a control.
    public var messageOpcode: Opcode
    /// Whether the message is to be inflated, and its text then judged. RFC 7692 §6.
    public var isCompressed: Bool
    /// How many fragments the message has so far, this one included; 1 for a control frame.
    public var fragments: UInt32

    @inlinable
    public init(
        header: FrameHeader, payload: UnsafeRawBufferPointer, message: UnsafeRawBufferPointer?,
        messageOpcode: Opcode, isCompressed: Bool, fragments: UInt32
    ) {
        self.header = header
        self.payload = payload
        self.message = message
        self.messageOpcode = messageOpcode
        self.isCompressed = isCompressed
        self.fragments = fragments
    }
}
