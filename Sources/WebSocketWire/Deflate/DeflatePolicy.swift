/// How much compression a server takes part in, and what it spends on it. RFC 7692 §7.
///
/// The defaults cost a connection that compresses both ways 50 KiB; zlib's own, a window of 15 bits
/// and memory level 8, cost 308 KiB for 2 % less on the wire in messages of 256 bytes.
public struct DeflatePolicy: Hashable, Sendable {
    /// Whether offers are accepted at all.
    public var isOn: Bool
    /// Messages of ours below this many bytes leave as they are. 256: a smaller one saves less than
    /// 200 bytes, and costs more CPU than all the rest of its way.
    public var leastBytes: Int
    /// Whether a message of ours may refer to the ones before it. On: it is what makes a stream of
    /// small, similar messages small.
    public var serverTakesOver: Bool
    /// Whether the client may do the same.
    public var clientTakesOver: Bool
    /// The largest window of our messages. 12: most of what messages repeat lies in the 4 KiB
    /// before, and the memory is a seventh of that for 15.
    public var serverWindowBits: Int
    /// The largest that clients are held to, where they allow it. 12, for the same reason; clients
    /// that do not use 15.
    public var clientWindowBits: Int
    /// Memory for zlib's hash chains and output, 1 to 9; 5, which goes with a window of 12 bits.
    public var memoryLevel: Int
    /// zlib's effort, 1 to 9; 1: from 512 bytes on, 6 takes up to twice the CPU for 15 % less.
    public var level: Int

    public init(
        isOn: Bool = true, leastBytes: Int = 256, serverTakesOver: Bool = true,
        clientTakesOver: Bool = true, serverWindowBits: Int = 12, clientWindowBits: Int = 12,
        memoryLevel: Int = 5, level: Int = 1
    ) {
        self.isOn = isOn
        self.leastBytes = max(0, leastBytes)
        self.serverTakesOver = serverTakesOver
        self.clientTakesOver = clientTakesOver
        self.serverWindowBits = Self.clamped(serverWindowBits, DeflateOffer.windowBits)
        self.clientWindowBits = Self.clamped(clientWindowBits, DeflateOffer.windowBits)
        self.memoryLevel = Self.clamped(memoryLevel, 1...9)
        self.level = Self.clamped(level, 1...9)
    }

    /// No compression, whatever a client offers.
    public static let off = DeflatePolicy(isOn: false)

    /// What becomes of a client's offers: the first that can be met, nil for none. RFC 7692 §5.
    public func agreement(to offers: [ExtensionOffer]) -> DeflateAgreement? {
        guard isOn else { return nil }
        return offers.lazy.compactMap(DeflateOffer.init).first.map(agreement)
    }

    /// Every lawful offer can be met: the smaller of both windows is agreed on. A window is named
    /// only where the offer names one: some clients refuse what they have not asked for.
    private func agreement(to offer: DeflateOffer) -> DeflateAgreement {
        DeflateAgreement(
            serverTakesOver: serverTakesOver && !offer.serverNoContextTakeover,
            clientTakesOver: clientTakesOver && !offer.clientNoContextTakeover,
            serverWindowBits: offer.serverWindowBits.map { min($0, serverWindowBits) },
            clientWindowBits: offer.clientWindowBits.map { min($0, clientWindowBits) })
    }

    private static func clamped(_ value: Int, _ range: ClosedRange<Int>) -> Int {
        min(max(value, range.lowerBound), range.upperBound)
    }
}
