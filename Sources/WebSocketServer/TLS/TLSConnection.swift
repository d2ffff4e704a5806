import COpenSSL

/// TLS of one connection: OpenSSL's object, and ciphertext that the kernel refused.
struct TLSConnection {
    /// Ciphertext that may wait. 1 MiB: four chunks; only a peer that makes OpenSSL talk without
    /// reading its answers gets there.
    static let backlogLimit = 1 << 20

    let ssl: OpaquePointer
    var isHandshaking = true
    /// The sending side ends once the backlog is gone.
    var isFinishing = false
    var backlog = Backlog()

    /// Owned: OpenSSL reads what the context chooses by until the handshake is over.
    private let context: Unmanaged<TLSContext>

    init(_ ssl: OpaquePointer, _ context: TLSContext) {
        self.ssl = ssl
        self.context = .passRetained(context)
    }

    func free() {
        backlog.free()
        SSL_free(ssl)
        context.release()
    }
}

/// Bytes that wait for the kernel to take them, in one allocation of their exact size.
struct Backlog {
    private var memory: UnsafeMutableRawPointer?
    private var start = 0
    private var end = 0

    var count: Int { end - start }
    var isEmpty: Bool { memory == nil }

    var bytes: UnsafeRawBufferPointer {
        guard let memory else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: memory + start, count: count)
    }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        guard let source = more.baseAddress, !more.isEmpty else { return }
        let old = bytes
        let joined = UnsafeMutableRawPointer.allocate(
            byteCount: old.count + more.count, alignment: 16)
        if let oldBase = old.baseAddress { joined.copyMemory(from: oldBase, byteCount: old.count) }
        (joined + old.count).copyMemory(from: source, byteCount: more.count)
        let total = old.count + more.count
        free()
        self = Backlog(memory: joined, start: 0, end: total)
    }

    mutating func removeFirst(_ count: Int) {
        start += min(count, self.count)
        if start < end { return }
        free()
        self = Backlog()
    }

    func free() { memory?.deallocate() }
}
