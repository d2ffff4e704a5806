/// Inflates the compressed messages of one direction, each when it has ended. RFC 7692 §6.2.
///
/// It holds one compressed message at a time, and no more of it than a message may have.
struct MessageInflation {
    /// What the end of a message came to.
    enum End {
        case inflated([UInt8], packed: UInt64)
        /// `taken` bytes of the compressed message had been read.
        case broken(Rule, taken: UInt64, packed: UInt64)
        /// What it refers to was never seen, so that it cannot be inflated.
        case lost
    }

    private let takesOver: Bool
    private let windowBits: Int
    private let pool = BufferPool(retained: 0)
    private var inflater: Inflater
    private var packed: [UInt8] = []
    private var isLost = false
    /// Whether the open message, or the one that has just ended, is compressed.
    private(set) var isCompressed = false

    /// - Parameters:
    ///   - takesOver: whether a message may refer to the ones before it.
    ///   - windowBits: nil for 15, which inflates whatever was deflated with less.
    init(takesOver: Bool, windowBits: Int? = nil) {
        self.takesOver = takesOver
        self.windowBits = windowBits ?? 15
        inflater = Inflater(windowBits: self.windowBits, takesOver: takesOver, pool: pool)
    }

    /// A message begins, and with it one that never ended is lost.
    mutating func begin(isCompressed: Bool) {
        if !packed.isEmpty { lose() }
        self.isCompressed = isCompressed
    }

    /// Takes compressed bytes of the open message.
    mutating func take(_ bytes: UnsafeRawBufferPointer, limit: Int) {
        guard packed.count + bytes.count <= limit else { return lose() }
        packed += bytes
    }

    /// Later messages may refer to what will never be inflated.
    mutating func lose() {
        packed = []
        isLost = true
    }

    mutating func end(limit: Int) -> End {
        defer { packed = [] }
        if isLost {
            guard !takesOver else { return .lost }
            isLost = false
            return .lost
        }
        let count = UInt64(packed.count)
        switch packed.withUnsafeBytes({ inflater.inflate($0, limit: limit) }) {
        case .message(var message):
            defer { message.give(to: pool) }
            return .inflated(Array(message.bytes), packed: count)
        case .broken(let rule):
            let taken = UInt64(inflater.taken)
            inflater = Inflater(windowBits: windowBits, takesOver: takesOver, pool: pool)
            isLost = takesOver
            return .broken(rule, taken: taken, packed: count)
        case .outOfMemory:
            isLost = takesOver
            return .lost
        }
    }
}

/// What a compressed message was inflated to.
public struct InflatedMessage: Hashable, Sendable {
    /// As much of it as is kept.
    public var bytes: [UInt8]
    /// Bytes there were.
    public var count: UInt64
    /// Bytes of the compressed message, all its frames together.
    public var packed: UInt64
}
