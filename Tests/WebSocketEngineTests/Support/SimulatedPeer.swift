import WebSocketWire

@testable import WebSocketEngine

/// A client of the simulated world: what it still has to send, and what it has understood.
struct SimulatedPeer {
    let id: ConnectionID
    var outgoing: [UInt8]
    /// The messages it has sent whole, in order: what an echo owes it.
    var sent: [[UInt8]] = []
    var received: [UInt8] = []

    init(_ id: ConnectionID) {
        self.id = id
        outgoing = Script.request
    }

    /// Adds a message in random fragments, with pings in between.
    mutating func says(_ payload: [UInt8], _ random: inout SeededRandom) {
        sent.append(payload)
        var rest = payload[...]
        var opcode = Opcode.binary
        while true {
            let isLast = random.chance(2) || rest.isEmpty
            let part = isLast ? rest : rest.prefix(random.below(rest.count + 1))
            rest = rest.dropFirst(part.count)
            outgoing += Script.frame(
                opcode, Array(part), fin: isLast,
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
        while let header = rest.withUnsafeBytes({ bytes in
            bytes.baseAddress.flatMap { FrameHeader.parse($0, count: bytes.count) }
        }) {
            let size = header.byteCount + Int(header.payloadLength)
            guard size <= rest.count else { return messages }
            if header.masked || header.reservedBits != 0 { return nil }
            if header.opcode == .binary {
                messages.append(Array(rest.prefix(size).dropFirst(header.byteCount)))
            }
            rest = rest.dropFirst(size)
        }
        return messages
    }
}
