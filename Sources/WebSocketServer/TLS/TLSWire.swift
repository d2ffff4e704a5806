import COpenSSL
import WebSocketEngine

/// The two ciphertext buffers of the loop, and the BIO through which OpenSSL sees them.
///
/// One receive puts as many records here as came; the records of one write gather here and leave
/// in one send, with what OpenSSL itself says before and after them. It never touches a socket. One
/// BIO serves all connections, because the loop works on one at a time and both buffers are empty
/// in between.
final class TLSWire {
    /// Ciphertext received at once. 256 KiB: sixteen whole records; its plaintext fits the loop's
    /// receive buffer, together with a record that OpenSSL still holds.
    static let receiveCapacity = 256 << 10
    /// Plaintext encrypted before the next send. 256 KiB: bounds what a slow reader leaves behind.
    static let chunk = 256 << 10
    /// A chunk, its record overhead and what OpenSSL itself has to say.
    static let sendCapacity = 512 << 10
    /// Ciphertext that may wait for more of the same connection: tickets for the answer to the
    /// opening handshake, a close frame for close_notify. 16 KiB: what is larger gains nothing.
    static let patience = 16 << 10
    /// Plaintext of a full record. RFC 8446 §5.1.
    static let record = 16 << 10

    let received = UnsafeMutableRawPointer.allocate(byteCount: receiveCapacity, alignment: 64)
    /// Head and body of a write, joined into one record.
    let joint = UnsafeMutableRawPointer.allocate(byteCount: record, alignment: 64)
    let buffers = UnsafeMutablePointer<copenssl_wire>.allocate(capacity: 1)
    /// Whose ciphertext waits in `sent`, until the loop has settled or another one's turn comes.
    private(set) var owner: ConnectionID?
    /// What new connections begin with.
    var context: TLSContext
    private let sent = UnsafeMutablePointer<UInt8>.allocate(capacity: sendCapacity)
    private let method: OpaquePointer
    private let bio: OpaquePointer

    init(_ context: TLSContext) throws(ServerError) {
        buffers.initialize(
            to: copenssl_wire(
                received: nil, received_at: 0, received_end: 0, sent: sent, sent_count: 0,
                sent_capacity: Self.sendCapacity))
        guard let method = copenssl_wire_method(), let bio = copenssl_wire_bio(method, buffers)
        else { throw .tlsUnavailable(reason: OpenSSLError.takeReason()) }
        self.context = context
        self.method = method
        self.bio = bio
    }

    deinit {
        BIO_free(bio)
        BIO_meth_free(method)
        buffers.deallocate()
        received.deallocate()
        joint.deallocate()
        sent.deallocate()
    }

    /// A server's side of a new connection; nil when memory is short.
    func makeConnection() -> TLSConnection? {
        OpenSSLError.clear()
        guard let ssl = SSL_new(context.context) else { return nil }
        BIO_up_ref(bio)
        SSL_set_bio(ssl, bio, bio)
        SSL_set_accept_state(ssl)
        return TLSConnection(ssl, context)
    }

    /// Lays `count` bytes of `received` before OpenSSL.
    @inline(__always)
    func offer(_ count: Int) {
        buffers.pointee.received = UnsafePointer(received.assumingMemoryBound(to: UInt8.self))
        buffers.pointee.received_at = 0
        buffers.pointee.received_end = count
    }

    /// Whether the little that OpenSSL wrote for a connection waits for more.
    @inline(__always)
    func keep(for id: ConnectionID) -> Bool {
        let count = buffers.pointee.sent_count
        if count > Self.patience { return false }
        owner = count == 0 ? nil : id
        return true
    }

    /// What OpenSSL wrote since the last call.
    @inline(__always)
    func takeSent() -> UnsafeRawBufferPointer {
        owner = nil
        let count = buffers.pointee.sent_count
        buffers.pointee.sent_count = 0
        return UnsafeRawBufferPointer(start: sent, count: count)
    }
}
