import WebSocketWire

/// An opening handshake as the engine keeps it: plain memory, its bytes in a ring.
struct KeptHandshake {
    var sequence: UInt64
    var id: ConnectionID
    var time: Instant
    var request: PayloadPlace
    var response: PayloadPlace
    var cut: Int
}

extension Engine {
    /// A payload may take this part of the ring. 4: enough for one of several MiB, and three older
    /// ones of that size stay.
    static let payloadShare = 4
    /// However large the ring is: what a record of a capture holds.
    static let payloadLimit = 16 << 20
    /// Handshakes kept until a watcher takes them, at 2 KiB each on the average.
    static let handshakesKept = 512
    /// Bytes kept of a request, and of a response: as many as the default limits let come.
    static let handshakeLimit = 16 << 10

    func keepRequest(
        _ bytes: Slice<UnsafeRawBufferPointer>, _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) {
        guard !slot.pointee[.overflow] else { return }
        let request = keepHandshake(UnsafeRawBufferPointer(rebasing: bytes))
        let (record, sequence) = handshakes.next()
        record.initialize(
            to: KeptHandshake(
                sequence: sequence, id: id(of: slot), time: now, request: request,
                response: PayloadPlace(), cut: bytes.count - request.count))
    }

    /// The answer to the request kept last; one that never came whole is what has come of it.
    func keepResponse(_ bytes: [UInt8], _ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        guard !slot.pointee[.overflow] else { return }
        let id = id(of: slot)
        var isKept = false
        handshakes.amendNewest { isKept = $0.id == id }
        if !isKept { keepRequest(slot.pointee.side.bytes[...], slot, now: now) }
        let response = bytes.withUnsafeBytes(keepHandshake)
        handshakes.amendNewest {
            $0.response = response
            $0.cut += bytes.count - response.count
        }
    }

    private func keepHandshake(_ bytes: UnsafeRawBufferPointer) -> PayloadPlace {
        let place = handshakeBytes.keep(bytes, beyond: 0)
        if settings.hidesSecrets, let kept = handshakeBytes.bytes(place) {
            HandshakeSecrets.hide(in: kept)
        }
        return place
    }

    /// Those whose bytes are still there.
    func newHandshakes(after cursor: inout HistoryCursor) -> [HandshakeRecord] {
        handshakes.read(after: &cursor, limit: Self.handshakesKept).records.compactMap { kept in
            let request = handshakeBytes.bytes(kept.request)
            let response = handshakeBytes.bytes(kept.response)
            if request == nil && kept.request.count > 0 { return nil }
            return HandshakeRecord(
                sequence: kept.sequence, id: kept.id, time: kept.time,
                request: request.map(Array.init) ?? [], response: response.map(Array.init) ?? [],
                cut: kept.cut)
        }
    }
}
