/// The packets of one TCP connection: addresses, and how far each side has come.
struct Conversation {
    /// Bytes of one packet. 32 KiB: below what an IPv4 packet can hold.
    static let segment = 32 << 10

    private let peer: PacketEndpoint
    private let server: PacketEndpoint
    /// The next byte of each side; both begin with 1 behind their SYN.
    private var fromPeer: UInt32 = 0
    private var fromServer: UInt32 = 0
    var hasHandshake = false

    init(peer: PacketEndpoint, server: PacketEndpoint) {
        self.peer = peer
        self.server = server.speaking(likeIPv4: peer.ipv4 != nil)
    }

    private enum Flag {
        static let fin: UInt8 = 0x01
        static let syn: UInt8 = 0x02
        static let push: UInt8 = 0x08
        static let ack: UInt8 = 0x10
    }

    mutating func synchronise() -> [UInt8] {
        defer { fromPeer &+= 1 }
        return packet(isFromPeer: true, Flag.syn, [])
    }

    mutating func acceptSynchronise() -> [UInt8] {
        defer { fromServer &+= 1 }
        return packet(isFromPeer: false, Flag.syn | Flag.ack, [])
    }

    func acknowledge() -> [UInt8] { packet(isFromPeer: true, Flag.ack, []) }

    mutating func carry(_ bytes: ArraySlice<UInt8>, isFromPeer: Bool, isLast: Bool) -> [UInt8] {
        let flags = Flag.ack | (isLast ? Flag.push : 0)
        defer {
            let count = UInt32(truncatingIfNeeded: bytes.count)
            if isFromPeer { fromPeer &+= count } else { fromServer &+= count }
        }
        return packet(isFromPeer: isFromPeer, flags, bytes)
    }

    /// Bytes that no packet carries, as when a tool that listens was too slow.
    mutating func skip(_ count: Int, isFromPeer: Bool) {
        let count = UInt32(truncatingIfNeeded: count)
        if isFromPeer { fromPeer &+= count } else { fromServer &+= count }
    }

    mutating func finish() -> [[UInt8]] {
        let first = packet(isFromPeer: false, Flag.fin | Flag.ack, [])
        fromServer &+= 1
        let second = packet(isFromPeer: true, Flag.fin | Flag.ack, [])
        fromPeer &+= 1
        return [first, second, packet(isFromPeer: false, Flag.ack, [])]
    }

    private func packet(
        isFromPeer: Bool, _ flags: UInt8, _ payload: ArraySlice<UInt8>
    ) -> [UInt8] {
        let (source, target) = isFromPeer ? (peer, server) : (server, peer)
        let sequence = isFromPeer ? fromPeer : fromServer
        let answered = flags & Flag.ack == 0 ? 0 : isFromPeer ? fromServer : fromPeer
        var segment = source.port.network + target.port.network + sequence.network
        segment += answered.network + [0x50, flags, 0xFF, 0xFF, 0, 0, 0, 0] + payload
        let length = UInt32(segment.count)
        let pseudo = source.bytes + target.bytes + [0, 0, 0, 6] + length.network
        let sum = InternetChecksum.of(pseudo + segment)
        segment.replaceSubrange(16..<18, with: sum.network)
        return header(source, target, segment.count) + segment
    }

    private func header(
        _ source: PacketEndpoint, _ target: PacketEndpoint, _ count: Int
    ) -> [UInt8] {
        guard source.ipv4 != nil else {
            return [0x60, 0, 0, 0] + UInt16(truncatingIfNeeded: count).network + [6, 64]
                + source.bytes + target.bytes
        }
        var header: [UInt8] = [0x45, 0] + UInt16(truncatingIfNeeded: count + 20).network
        header += [0, 0, 0x40, 0, 64, 6, 0, 0] + source.bytes + target.bytes
        header.replaceSubrange(10..<12, with: InternetChecksum.of(header).network)
        return header
    }
}

/// The checksum of IP and TCP. RFC 1071.
enum InternetChecksum {
    static func of(_ bytes: [UInt8]) -> UInt16 {
        var sum: UInt32 = 0
        for index in stride(from: 0, to: bytes.count, by: 2) {
            let low = index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0
            sum += UInt32(bytes[index]) << 8 | low
        }
        while sum > 0xFFFF { sum = (sum & 0xFFFF) + sum >> 16 }
        return ~UInt16(sum)
    }
}

extension FixedWidthInteger {
    /// In network order.
    var network: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
