import CZlib

/// Turns the compressed messages of one peer back into what they were. RFC 7692 §7.2.2.
///
/// Its memory is the pool's: 7 KiB and a window of up to 32 KiB while it is awake, the window as
/// far as it is used while it sleeps.
public final class Inflater {
    let pool: BufferPool
    private let windowBits: Int32
    /// Whether a message may refer to the ones before it. RFC 7692 §7.1.1.
    public let takesOver: Bool
    private var stream: UnsafeMutablePointer<z_stream>?
    /// The window while asleep.
    private var window: UnsafeMutableRawBufferPointer?
    /// Takes the one byte that shows that a message is over its limit.
    private let spare = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

    /// The byte of the payload inflated last that broke it; its length when it ended too early.
    public private(set) var taken = 0

    /// What a compressed message came to.
    public enum Outcome {
        /// The message: the caller's to give back to the pool.
        case message(PooledBytes)
        /// It is over the limit or corrupt: the connection is to fail, its inflater only to be
        /// dropped.
        case broken(Rule)
        /// The message is lost, and with takeover what later ones may refer to: the connection is
        /// to fail, its inflater only to be dropped. Without takeover the next message is whole.
        case outOfMemory
    }

    /// - Parameter windowBits: at least what the peer was told to deflate with. zlib deflates 8
    ///   with a buffer of 9, so no window is smaller than that.
    public init(windowBits: Int, takesOver: Bool, pool: BufferPool) {
        self.windowBits = Int32(min(max(windowBits, 9), 15))
        self.takesOver = takesOver
        self.pool = pool
    }

    deinit {
        dropStream()
        dropWindow()
        spare.deallocate()
    }

    /// Whether zlib's memory is there.
    public var isAwake: Bool { stream != nil }

    /// Inflates the payload of one whole message, to at most `limit` bytes: not one byte of memory
    /// is spent beyond that. RFC 7692 §7.2.2.
    public func inflate(_ payload: UnsafeRawBufferPointer, limit: Int) -> Outcome {
        guard wake(), let stream else { return .outOfMemory }
        defer { if !takesOver { inflateReset(stream) } }
        var message = PooledBytes()
        var step = feed(stream, payload, &message, limit)
        let read = payload.count &- Int(stream.pointee.avail_in)
        taken = step == .taken ? read : max(0, read &- 1)
        if step == .taken { step = feedTail(stream, &message, limit) }
        switch step {
        case .taken: return .message(message)
        case .corrupt: return broken(.corruptDeflate, &message)
        case .tooBig: return broken(.messageTooBig, &message)
        case .outOfMemory:
            message.give(to: pool)
            return .outOfMemory
        }
    }

    private func broken(_ rule: Rule, _ message: inout PooledBytes) -> Outcome {
        message.give(to: pool)
        return .broken(rule)
    }

    private enum Step { case taken, corrupt, tooBig, outOfMemory }

    /// The four bytes that the sender took off belong to an empty block: they add nothing, and
    /// after them a block could begin. Anything else was cut or came too much.
    private func feedTail(
        _ stream: UnsafeMutablePointer<z_stream>, _ message: inout PooledBytes, _ limit: Int
    ) -> Step {
        let before = message.count
        let step = withUnsafeTemporaryAllocation(byteCount: 4, alignment: 1) { tail in
            tail.copyBytes(from: [0x00, 0x00, 0xFF, 0xFF])
            return feed(stream, UnsafeRawBufferPointer(tail), &message, limit)
        }
        guard step == .taken else { return step == .tooBig ? .corrupt : step }
        return message.count == before && stream.pointee.data_type & 128 != 0 ? .taken : .corrupt
    }

    /// Inflates until all of `input` is taken.
    private func feed(
        _ stream: UnsafeMutablePointer<z_stream>, _ input: UnsafeRawBufferPointer,
        _ message: inout PooledBytes, _ limit: Int
    ) -> Step {
        guard let source = input.bindMemory(to: Bytef.self).baseAddress else { return .taken }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source)
        stream.pointee.avail_in = UInt32(clamping: input.count)
        while true {
            guard reserve(&message, for: input.count, limit) else { return .outOfMemory }
            let room = message.room(limit: limit)
            let target = room.bindMemory(to: Bytef.self).baseAddress
            stream.pointee.next_out = room.isEmpty ? spare : target
            stream.pointee.avail_out = room.isEmpty ? 1 : UInt32(clamping: room.count)
            let offered = stream.pointee.avail_out
            let status = CZlib.inflate(stream, Z_SYNC_FLUSH)
            let produced = Int(offered &- stream.pointee.avail_out)
            if room.isEmpty, produced > 0 { return .tooBig }
            message.count &+= produced
            switch status {
            case Z_OK, Z_BUF_ERROR:
                if stream.pointee.avail_in == 0, stream.pointee.avail_out > 0 { return .taken }
                if status == Z_BUF_ERROR, produced == 0 { return .corrupt }
            case Z_STREAM_END:
                // A block that calls itself final ends nothing here: the window stays, and more
                // may follow. RFC 7692 §7.2.3.4.
                inflateResetKeep(stream)
                if stream.pointee.avail_in == 0 { return .taken }
            case Z_MEM_ERROR: return .outOfMemory
            default: return .corrupt
            }
        }
    }

    /// Grows geometrically from a guess, and never beyond the limit.
    private func reserve(_ message: inout PooledBytes, for input: Int, _ limit: Int) -> Bool {
        guard message.count == message.memory.count, message.count < limit else { return true }
        let (guess, overflow) = input.multipliedReportingOverflow(by: 4)
        let wanted = message.count == 0 ? max(overflow ? .max : guess, 256) : message.count &* 2
        return message.reserve(min(wanted, limit), pool)
    }
}

extension Inflater {
    /// Gives zlib's memory back; what the next message may refer to is kept.
    public func sleep() {
        guard let stream else { return }
        var count: UInt32 = 0
        if takesOver, inflateGetDictionary(stream, nil, &count) == Z_OK, count > 0 {
            guard let memory = pool.takeExactly(Int(count)) else { return }
            inflateGetDictionary(
                stream, memory.bindMemory(to: Bytef.self).baseAddress, &count)
            window = memory
        }
        dropStream()
    }

    private func wake() -> Bool {
        guard stream == nil else { return true }
        let fresh = ZlibMemory.makeStream(pool)
        guard czlib_inflate_init2(fresh, -windowBits) == Z_OK else {
            fresh.deallocate()
            return false
        }
        stream = fresh
        guard let window else { return true }
        let status = inflateSetDictionary(
            fresh, window.bindMemory(to: Bytef.self).baseAddress, UInt32(clamping: window.count))
        guard status == Z_OK else {
            dropStream()
            return false
        }
        dropWindow()
        return true
    }

    private func dropStream() {
        guard let stream else { return }
        inflateEnd(stream)
        stream.deallocate()
        self.stream = nil
    }

    private func dropWindow() {
        if let base = window?.baseAddress { pool.give(base, capacity: window?.count ?? 0) }
        window = nil
    }
}
