import WebSocketWire

/// How much of RFC 7692 the operator wants.
struct Compression: Hashable, Sendable {
    /// Whether clients may compress at all.
    var isOn = true
    /// Messages of ours below this leave as they are. The engine's own: what compression saves of a
    /// smaller one is not worth its CPU.
    var leastSize = ByteSize(bytes: DeflatePolicy().leastBytes)

    static let off = Compression(isOn: false)
    /// Whatever the size.
    static let on = Compression(leastSize: ByteSize(bytes: 0))

    var policy: DeflatePolicy {
        isOn ? DeflatePolicy(leastBytes: leastSize.bytes) : .off
    }
}
