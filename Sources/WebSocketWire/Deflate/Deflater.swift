import CZlib

/// Compresses the messages to one peer. RFC 7692 §7.2.1.
///
/// Its memory is the pool's, and there only while it is awake.
public final class Deflater {
    let pool: BufferPool
    private let windowBits: Int32
    private let memoryLevel: Int32
    private let level: Int32
    /// Whether a message may refer to the ones before it. RFC 7692 §7.1.1.
    public let takesOver: Bool
    private var stream: UnsafeMutablePointer<z_stream>?

    /// What became of a message or a fragment of one.
    public enum Outcome {
        /// The compressed bytes: the caller's to give back to the pool.
        case packed(PooledBytes)
        /// It is better sent as it is, without RSV1. RFC 7692 §6.
        case plain
        case outOfMemory
    }

    /// - Parameter windowBits: at most what was agreed on. zlib needs a buffer of 9 for 8, of which
    ///   it keeps 262 bytes for itself: no reference is longer than 250, and so a window of 256
    ///   bytes suffices to inflate what it writes.
    public init(
        windowBits: Int, memoryLevel: Int, level: Int, takesOver: Bool, pool: BufferPool
    ) {
        self.windowBits = Int32(min(max(windowBits, 9), 15))
        self.memoryLevel = Int32(min(max(memoryLevel, 1), 9))
        self.level = Int32(min(max(level, 1), 9))
        self.takesOver = takesOver
        self.pool = pool
    }

    deinit { sleep() }

    /// Whether zlib's memory is there.
    public var isAwake: Bool { stream != nil }

    /// No message or fragment of `count` bytes becomes larger than this: what zlib promises, and
    /// an empty block.
    public static func bound(_ count: Int) -> Int {
        count &+ ((count &+ 7) >> 3) &+ ((count &+ 63) >> 6) &+ 32
    }

    /// Compresses a fragment of a message.
    ///
    /// - Parameters:
    ///   - isFirst, isLast: a message in one piece is both. Only such a one can stay plain.
    public func deflate(
        _ bytes: UnsafeRawBufferPointer, isFirst: Bool, isLast: Bool
    ) -> Outcome {
        var packed = PooledBytes()
        guard packed.reserve(bytes.isEmpty ? 1 : Self.bound(bytes.count), pool) else {
            return .outOfMemory
        }
        if bytes.isEmpty {
            // zlib flushes nothing after nothing: the header of an empty block. RFC 7692 §7.2.3.6.
            if isLast {
                packed.memory[0] = 0
                packed.count = 1
            }
            return .packed(packed)
        }
        guard wake(), let stream, feed(stream, bytes, &packed) else {
            packed.give(to: pool)
            forget()
            return .outOfMemory
        }
        if isLast { packed.count = max(0, packed.count &- 4) }
        let isLoss = isFirst && isLast && packed.count >= bytes.count
        // What cannot be compressed is worth no window either, once it has filled one.
        if isLoss, !takesOver || bytes.count >= 1 << Int(windowBits) {
            packed.give(to: pool)
            forget()
            return .plain
        }
        if !takesOver { forget() }
        return .packed(packed)
    }

    /// Starts anew, without what went before: always lawful, and needed after bytes that were
    /// compressed and then not sent. RFC 7692 §7.2.1.
    public func forget() {
        if let stream { deflateReset(stream) }
    }

    /// Gives zlib's memory back and forgets.
    public func sleep() {
        guard let stream else { return }
        deflateEnd(stream)
        stream.deallocate()
        self.stream = nil
    }

    /// Compresses and flushes, so that the output ends at a byte, after 00 00 FF FF.
    private func feed(
        _ stream: UnsafeMutablePointer<z_stream>, _ bytes: UnsafeRawBufferPointer,
        _ packed: inout PooledBytes
    ) -> Bool {
        let source = bytes.bindMemory(to: Bytef.self).baseAddress
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source)
        stream.pointee.avail_in = UInt32(clamping: bytes.count)
        while true {
            let room = packed.room()
            stream.pointee.next_out = room.bindMemory(to: Bytef.self).baseAddress
            stream.pointee.avail_out = UInt32(clamping: room.count)
            let offered = stream.pointee.avail_out
            guard CZlib.deflate(stream, Z_SYNC_FLUSH) == Z_OK else { return false }
            packed.count &+= Int(offered &- stream.pointee.avail_out)
            if stream.pointee.avail_out > 0 { return stream.pointee.avail_in == 0 }
            guard packed.reserve(packed.memory.count &* 2, pool) else { return false }
        }
    }

    private func wake() -> Bool {
        guard stream == nil else { return true }
        let fresh = ZlibMemory.makeStream(pool)
        let status = czlib_deflate_init2(
            fresh, level, Z_DEFLATED, -windowBits, memoryLevel, Z_DEFAULT_STRATEGY)
        guard status == Z_OK else {
            fresh.deallocate()
            return false
        }
        stream = fresh
        return true
    }
}
