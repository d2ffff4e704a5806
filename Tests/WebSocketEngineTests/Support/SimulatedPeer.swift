import WebSocketWire

@testable import WebSocketEngine

/// A client of the simulated world: what it still has to send, and what it has understood.
struct SimulatedPeer {
    let id: ConnectionID
    var outgoing: [UInt8]
    /// The messages it has sent whole, in order: what an echo owes it.
    var sent: [[UInt8]] = []
    var received: [UInt8] = []
    /// Its end of the compression that it will be granted.
    let deflate: DeflatingClient?

    init(_ id: ConnectionID, _ offer: ExtensionOffer? = nil, _ policy: DeflatePolicy = .off) {
        self.id = id
        outgoing = Script.request(offering: offer?.text)
        deflate = offer.flatMap { policy.agreement(to: [$0]) }.map(DeflatingClient.init)
    }

    /// Adds a message in random fragments, with pings in between.
    mutating func says(_ payload: [UInt8], _ random: inout SeededRandom) {
        sent.append(payload)
        var rest = payload[...]
        var opcode = Opcode.binary
        var isCompressed = false
        while true {
            let isLast = random.chance(2) || rest.isEmpty
            let part = isLast ? rest : rest.prefix(random.below(rest.count + 1))
            rest = rest.dropFirst(part.count)
            if opcode == .binary { isCompressed = deflate != nil && !random.chance(3) }
            let bytes =
                isCompressed
                ? deflate?.packed(Array(part), isFirst: opcode == .binary, isLast: isLast)
                : Array(part)
            outgoing += Script.frame(
                opcode, bytes ?? Array(part), fin: isLast,
                isCompressed: isCompressed && bytes != nil && opcode == .binary,
                key: UInt32.random(in: 0...UInt32.max, using: &random))
            if isLast { return }
            opcode = .continuation
            if random.chance(3) { outgoing += Script.frame(.ping, [UInt8(random.below(256))]) }
        }
    }

    /// The data messages among the bytes that came back after the handshake's answer.
    func echoes() -> [[UInt8]]? {
        guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return [] }
        var rest = received[end.upperBound...]
        var messages: [[UInt8]] = []
        while let (header, payload) = DeflatingClient.frame(&rest) {
            if header.masked || header.reservedBits & 0b011 != 0 { return nil }
            var message: [UInt8]? = payload
            if header.isCompressed { message = deflate?.inflated(payload) }
            guard let message else { return nil }
            if header.opcode == .binary { messages.append(message) }
        }
        return messages
    }
}
