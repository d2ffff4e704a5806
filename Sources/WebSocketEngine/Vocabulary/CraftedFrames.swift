public import WebSocketWire

/// Frames as they are to go onto the wire, lawful or not, in their order.
///
/// Nothing is made right: what a header claims, its payload need not keep.
public struct CraftedFrames: Hashable, Sendable {
    public private(set) var bytes: [UInt8] = []
    /// Where each frame ends among the bytes.
    public private(set) var ends: [Int] = []

    public init() {}

    public var count: Int { ends.count }

    /// The bytes of one frame.
    public subscript(index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// Adds a frame whose header is written as it is and whose payload is masked if that says so.
    public mutating func append(_ header: FrameHeader, _ payload: some Collection<UInt8>) {
        bytes += header.bytes
        let start = bytes.count
        bytes += payload
        if header.masked {
            bytes.withUnsafeMutableBytes { memory in
                guard let base = memory.baseAddress else { return }
                Masking.apply(
                    key: header.maskingKey, phase: 0, to: base + start,
                    count: memory.count - start)
            }
        }
        ends.append(bytes.count)
    }

    /// Adds bytes that are meant as one frame, whatever a reader makes of them.
    public mutating func append(wire: some Collection<UInt8>) {
        bytes += wire
        ends.append(bytes.count)
    }

    /// The header at the front of a frame's bytes; what is missing of a torn one reads as zeros.
    public static func header(of frame: UnsafeRawBufferPointer) -> FrameHeader {
        withUnsafeTemporaryAllocation(
            byteCount: FrameHeader.maximumByteCount, alignment: 8
        ) { head in
            head.initializeMemory(as: UInt8.self, repeating: 0)
            head.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: frame.prefix(head.count)))
            return head.baseAddress.flatMap { FrameHeader.parse($0, count: head.count) }
                ?? FrameHeader(
                    fin: false, opcodeBits: 0, masked: false, lengthBytes: 0, payloadLength: 0,
                    maskingKey: 0)
        }
    }
}

/// How often crafted frames are sent, and how fast.
@frozen
public struct Repetition: Hashable, Sendable {
    /// 1 for once.
    public let count: UInt32
    /// A second; sent in steps of the tick of 100 ms.
    public let rate: UInt32

    /// A million times, a thousand a second: enough for a load that a client notices, not for one
    /// that the others would.
    public static let countLimit: UInt32 = 1_000_000
    public static let rateLimit: UInt32 = 1000
    /// How many may be under way at once.
    public static let parallelLimit = 256

    public static let once = Repetition(count: 1, rate: 1)

    /// Both are brought inside their limits.
    public init(count: UInt32, rate: UInt32) {
        self.count = min(max(count, 1), Self.countLimit)
        self.rate = min(max(rate, 1), Self.rateLimit)
    }
}
