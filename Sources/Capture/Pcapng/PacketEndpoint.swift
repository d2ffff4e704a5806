/// One end of a conversation: an IPv6 address, or an IPv4 address mapped into one, and a port.
struct PacketEndpoint {
    var high: UInt64
    var low: UInt64
    var port: UInt16

    init(high: UInt64, low: UInt64, port: UInt16) {
        self.high = high
        self.low = low
        self.port = port
    }

    /// nil unless it is an IPv4 address.
    var ipv4: UInt32? {
        high == 0 && low >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: low) : nil
    }

    /// The same port of the host itself, where the other end speaks the other version of IP.
    func speaking(likeIPv4 isIPv4: Bool) -> PacketEndpoint {
        if (ipv4 != nil) == isIPv4 { return self }
        return PacketEndpoint(high: 0, low: isIPv4 ? 0xFFFF_7F00_0001 : 1, port: port)
    }

    /// Where a server listened, as far as its address tells. Without TLS nobody takes its port for
    /// one of TLS.
    init(server session: CaptureSession) {
        let text = session.address
        let port = text.split(separator: ":").last.flatMap { UInt16($0) } ?? 80
        let host = text.dropLast(String(port).count + 1)
        let bytes = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        self.init(high: 0, low: host.hasPrefix("[") ? 1 : 0xFFFF_7F00_0001, port: port)
        if bytes.count == 4, !bytes.contains(nil) {
            low = 0xFFFF_0000_0000 | bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1 ?? 0) }
        }
        if session.isSecure, port == 443 { self.port = 80 }
    }

    /// In network order.
    var bytes: [UInt8] {
        if let ipv4 {
            return (0..<4).map { UInt8(truncatingIfNeeded: ipv4 >> UInt32(24 - $0 * 8)) }
        }
        return [high, low].flatMap { half in
            (0..<8).map { UInt8(truncatingIfNeeded: half >> UInt64(56 - $0 * 8)) }
        }
    }
}
