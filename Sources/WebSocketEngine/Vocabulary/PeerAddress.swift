/// Where a peer connects from: an IPv6 address, or an IPv4 address mapped into one.
@frozen
public struct PeerAddress: Hashable, Sendable, CustomStringConvertible {
    /// The sixteen bytes in network order, as two big-endian halves.
    public let high: UInt64
    public let low: UInt64
    public let port: UInt16

    @inlinable
    public init(high: UInt64, low: UInt64, port: UInt16) {
        self.high = high
        self.low = low
        self.port = port
    }

    /// An IPv4 address, its first byte highest.
    @inlinable
    public init(ipv4: UInt32, port: UInt16) {
        self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(ipv4), port: port)
    }

    /// nil unless the address is an IPv4 address.
    public var ipv4: UInt32? {
        high == 0 && low >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: low) : nil
    }

    /// 127.0.0.0/8 or ::1.
    public var isLoopback: Bool {
        if let ipv4 { return ipv4 >> 24 == 127 }
        return high == 0 && low == 1
    }

    /// `10.0.0.7:51544` or `[fe80::1]:6622`, as RFC 5952 spells it.
    public var description: String {
        if let ipv4 {
            let bytes = [24, 16, 8, 0].map { String(ipv4 >> UInt32($0) & 255) }
            return bytes.joined(separator: ".") + ":\(port)"
        }
        return "[\(Self.text(high, low))]:\(port)"
    }

    /// The longest run of zero groups becomes `::`, RFC 5952 §4.2.
    private static func text(_ high: UInt64, _ low: UInt64) -> String {
        let shifts: [UInt64] = [48, 32, 16, 0]
        let groups: [UInt64] =
            shifts.map { high >> $0 & 0xFFFF } + shifts.map { low >> $0 & 0xFFFF }
        var best = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > max(best.count, 1) { best = start..<end }
            start = max(end, start + 1)
        }
        let hex = { (part: ArraySlice<UInt64>) in
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        if best.isEmpty { return hex(groups[...]) }
        return hex(groups[..<best.lowerBound]) + "::" + hex(groups[best.upperBound...])
    }
}
