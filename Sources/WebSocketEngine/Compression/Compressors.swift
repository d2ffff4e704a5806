import WebSocketWire

/// Makes compressors. Directions without takeover remember nothing from message to message, and so
/// all connections share one inflater, and one deflater for each window.
final class Compressors {
    private let policy: DeflatePolicy
    private let pool: BufferPool
    private var sharedInflater: Inflater?
    private var sharedDeflaters: [Int: Deflater] = [:]

    init(policy: DeflatePolicy, pool: BufferPool) {
        self.policy = policy
        self.pool = pool
    }

    /// What answers the extensions that a client offers; nil for none of them. RFC 7692 §5.
    func compressor(for request: HandshakeRequest) -> Compressor? {
        guard let agreement = policy.agreement(to: request.extensionOffers) else { return nil }
        return Compressor(agreement, inflater(for: agreement), deflater(for: agreement))
    }

    /// Gives the memory of the shared contexts back until somebody needs it again.
    func sleep() {
        sharedInflater?.sleep()
        for deflater in sharedDeflaters.values { deflater.sleep() }
    }

    private func inflater(for agreement: DeflateAgreement) -> Inflater {
        if agreement.clientTakesOver {
            return Inflater(
                windowBits: agreement.clientWindowBits ?? 15, takesOver: true, pool: pool)
        }
        let shared =
            sharedInflater ?? Inflater(windowBits: 15, takesOver: false, pool: pool)
        sharedInflater = shared
        return shared
    }

    private func deflater(for agreement: DeflateAgreement) -> Deflater {
        let bits = min(agreement.serverWindowBits ?? 15, policy.serverWindowBits)
        if agreement.serverTakesOver { return deflater(bits, takesOver: true) }
        let shared = sharedDeflaters[bits] ?? deflater(bits, takesOver: false)
        sharedDeflaters[bits] = shared
        return shared
    }

    private func deflater(_ bits: Int, takesOver: Bool) -> Deflater {
        Deflater(
            windowBits: bits, memoryLevel: policy.memoryLevel, level: policy.level,
            takesOver: takesOver, pool: pool)
    }
}
