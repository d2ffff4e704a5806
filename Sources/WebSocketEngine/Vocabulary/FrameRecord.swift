public import WebSocketWire

/// Which way a frame went, seen from this server.
@frozen
public enum Direction: UInt8, Sendable, CaseIterable {
    case received
    case sent

    public var name: String { self == .received ? "RX" : "TX" }
}

/// A frame as it is kept for watchers: its header whole, its payload as a preview and the place of
/// the rest.
public struct FrameRecord: Sendable {
    public typealias Preview = InlineBytes<96>
    /// Bytes of a payload that a record holds itself.
    public static let previewCapacity = 96

    /// Counts every captured frame from 1, so that a gap shows what was lost.
    public internal(set) var sequence: UInt64
    public internal(set) var time: Instant
    public internal(set) var id: ConnectionID
    public internal(set) var direction: Direction
    /// Lossless: writing it gives the bytes of the wire. For a torn header that was already a
    /// breach, the parts that had not arrived are 0.
    public internal(set) var header: FrameHeader
    /// The opcode of the message this frame belongs to; differs from the header's in a
    /// continuation frame.
    public internal(set) var messageOpcode: Opcode
    /// The rule this frame broke, if any, and where.
    public internal(set) var breach: Verdict?
    /// The first bytes of the payload, unmasked; compressed if the message is.
    public internal(set) var preview: Preview
    /// Where the payload goes on behind the preview.
    public internal(set) var rest: PayloadPlace
    /// Whether the frame belongs to a compressed message. RFC 7692 §6.
    public internal(set) var isCompressed: Bool
    /// Of a compressed message: all of it at the last frame that was received; of a frame that was
    /// sent, what it carries.
    public internal(set) var inflated: Inflated?

    /// Compressed bytes without their compression.
    public struct Inflated: Sendable {
        /// How many bytes they were on the wire.
        public var packed: Int
        public var preview: Preview
        /// Where they go on behind the preview.
        public var rest: PayloadPlace

        public init(packed: Int, preview: Preview, rest: PayloadPlace = PayloadPlace()) {
            self.packed = packed
            self.preview = preview
            self.rest = rest
        }
    }

    public init(
        sequence: UInt64, time: Instant, id: ConnectionID, direction: Direction,
        header: FrameHeader, messageOpcode: Opcode, breach: Verdict?, preview: Preview,
        rest: PayloadPlace = PayloadPlace(), isCompressed: Bool = false, inflated: Inflated? = nil
    ) {
        self.sequence = sequence
        self.time = time
        self.id = id
        self.direction = direction
        self.header = header
        self.messageOpcode = messageOpcode
        self.breach = breach
        self.preview = preview
        self.rest = rest
        self.isCompressed = isCompressed
        self.inflated = inflated
    }

    /// What the engine did about the breach: to a frame of our own nothing, it has left already.
    public var reaction: Reaction? {
        breach.map { direction == .sent ? .note : $0.rule.reaction }
    }
}
