/// Bytes for one connection that belong into one system call.
///
/// The pieces are borrowed: valid until `wrote` has been told how many bytes were taken.
@frozen
public struct Write {
    public let id: ConnectionID
    /// In this order. At most two for a secure connection, so that a record is not spent on a
    /// header; up to `Outbox.piecesPerWrite` otherwise.
    public let pieces: UnsafeBufferPointer<Piece>
    /// Bytes in all pieces.
    public let count: Int
    @usableFromInline
    let source: Source

    /// A stretch of bytes, laid out as POSIX `struct iovec`.
    @frozen
    public struct Piece: BitwiseCopyable {
        public var base: UnsafeRawPointer
        public var count: Int

        @inlinable
        public var bytes: UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(start: base, count: count)
        }
    }

    /// Where the bytes lie, which decides what becomes of those the kernel refuses.
    @usableFromInline
    enum Source: UInt8 {
        case outbox
        case queue
        case direct
    }

    @inlinable
    init(
        id: ConnectionID, pieces: UnsafeBufferPointer<Piece>, count: Int, source: Source
    ) {
        self.id = id
        self.pieces = pieces
        self.count = count
        self.source = source
    }

    /// The first piece.
    public var head: UnsafeRawBufferPointer {
        pieces.first?.bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// The second piece, empty when there is none.
    public var body: UnsafeRawBufferPointer {
        pieces.count > 1 ? pieces[1].bytes : UnsafeRawBufferPointer(start: nil, count: 0)
    }
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

    /// Whether the frame leaves, now or when it is written.
    var isTaken: Bool {
        switch self {
        case .done, .direct: true
        case .flushFirst, .refused: false
        }
    }
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
    /// Make the receive window as small as it gets, so that what is not read here soon waits
    /// there; or as wide as a socket may ask for.
    case window(ConnectionID, isNarrow: Bool)
}
