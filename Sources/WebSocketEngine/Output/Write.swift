/// Bytes for one connection that belong into one system call: `head`, then `body`.
///
/// Both are borrowed: valid until `wrote` has been told how many were taken.
@frozen
public struct Write {
    public let id: ConnectionID
    public let head: UnsafeRawBufferPointer
    public let body: UnsafeRawBufferPointer
    @usableFromInline
    let source: Source

    /// Where the bytes lie, which decides what becomes of those the kernel refuses.
    @usableFromInline
    enum Source: UInt8 {
        case outbox
        case queue
        case direct
    }

    @usableFromInline
    init(
        id: ConnectionID, head: UnsafeRawBufferPointer,
        body: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0), source: Source
    ) {
        self.id = id
        self.head = head
        self.body = body
        self.source = source
    }

    @inlinable
    public var count: Int { head.count &+ body.count }
}

/// How a frame leaves.
public enum SendPlan {
    /// It is on its way.
    case done
    /// The gathered replies must leave first: write them, then ask again.
    case flushFirst
    /// Too large to copy: write this at once, before anything else, and tell `wrote`.
    case direct(Write)
    case refused(Refusal)
}

/// What the transport must do to a connection after the writes of a turn.
@frozen
public enum Effect: BitwiseCopyable, Sendable {
    /// Close the descriptor; the slot is free already.
    case close(ConnectionID)
    /// Close it with a reset: the peer did not keep its side of the close.
    case reset(ConnectionID)
    /// No more bytes follow: shut down the sending side.
    case finish(ConnectionID)
    /// Which readiness matters from now on.
    case interest(ConnectionID, reading: Bool, writing: Bool)
}
