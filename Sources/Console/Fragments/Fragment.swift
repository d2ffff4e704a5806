/// Which part of which message a frame is. RFC 6455 §5.4.
struct Fragment: Hashable, Sendable {
    /// The number of the message's first frame.
    var message: UInt64
    /// Counted from 1.
    var number: Int
}
