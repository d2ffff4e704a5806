import WebSocketWire

/// What a connection that has agreed on permessage-deflate has beside its slot. RFC 7692 §7.
final class Compressor {
    let agreement: DeflateAgreement
    let inflater: Inflater
    let deflater: Deflater
    /// When either was last used.
    var usedAt = Instant.zero
    /// Whether the message that is being sent in fragments began compressed.
    var isSendingPacked = false
    var received = CompressionCount()
    var sent = CompressionCount()

    init(_ agreement: DeflateAgreement, _ inflater: Inflater, _ deflater: Deflater) {
        self.agreement = agreement
        self.inflater = inflater
        self.deflater = deflater
    }

    /// Whether it holds memory of its own that sleep would give back.
    var isAwake: Bool {
        (inflater.takesOver && inflater.isAwake) || (deflater.takesOver && deflater.isAwake)
    }

    /// Gives back what idleness does not need. Forgetting what was sent is always lawful; what the
    /// peer may refer to stays. RFC 7692 §7.1.1.
    func sleep() {
        if inflater.takesOver { inflater.sleep() }
        if deflater.takesOver { deflater.sleep() }
    }
}
