/// A host and its port, as a Host header or the end of an origin spells them. RFC 3986 §3.2.
struct Authority: Hashable {
    /// In lower case; an IPv6 address keeps its brackets.
    var name: String
    var port: UInt16?

    /// nil for an empty name or a port that is none.
    init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let authority = text.withUTF8({ Authority(UnsafeRawBufferPointer($0)) }) else {
            return nil
        }
        self = authority
    }

    /// Without a copy on the heap: every handshake comes through here.
    private init?(_ bytes: UnsafeRawBufferPointer) {
        let bracket = bytes.lastIndex(of: UInt8(ascii: "]")) ?? -1
        let colon = bytes.lastIndex(of: UInt8(ascii: ":")).flatMap { $0 > bracket ? $0 : nil }
        let end = colon ?? bytes.count
        guard end > 0 else { return nil }
        name = String(unsafeUninitializedCapacity: end) { lowered in
            for index in 0..<end { lowered[index] = HTTPGrammar.lowercase(bytes[index]) }
            return end
        }
        guard let colon, colon + 1 < bytes.count else { return }
        var port: UInt32 = 0
        for byte in bytes[(colon + 1)...] {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            port = 10 * port + UInt32(byte - 0x30)
            if port > UInt16.max { return nil }
        }
        self.port = UInt16(port)
    }

    /// localhost, 127.0.0.0/8 or ::1. RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3.
    var isLoopback: Bool {
        name == "localhost" || name == "[::1]" || isLoopbackIPv4
    }

    /// Four octets, the first of them 127. Byte by byte: every handshake asks.
    private var isLoopbackIPv4: Bool {
        guard name.utf8.starts(with: "127.".utf8) else { return false }
        var dots = 1
        var octet: Int?
        for byte in name.utf8.dropFirst(4) {
            if byte == UInt8(ascii: "."), octet != nil {
                dots += 1
                octet = nil
            } else if byte >= 0x30, byte <= 0x39 {
                octet = 10 * (octet ?? 0) + Int(byte - 0x30)
            } else {
                return false
            }
            if octet ?? 0 > 255 { return false }
        }
        return dots == 3 && octet != nil
    }
}

/// Where a page comes from: scheme, host and port. RFC 6454 §4.
struct WebOrigin: Hashable {
    var scheme: String
    var name: String
    var port: UInt16?

    /// nil for "null" and for what is not `scheme://host[:port]`.
    init?(_ text: String) {
        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let rest = text[mark...]
        guard mark > text.startIndex, rest.hasPrefix("://"),
            let authority = Authority(rest.dropFirst(3))
        else { return nil }
        scheme = text[..<mark].lowercased()
        name = authority.name
        port = authority.port ?? Self.defaultPort(of: scheme)
    }

    /// Whether `host` names the same host and port; the origin's scheme tells a port left out.
    func hasAuthority(_ host: Authority) -> Bool {
        host.name == name && (host.port ?? Self.defaultPort(of: scheme)) == port
    }

    private static func defaultPort(of scheme: String) -> UInt16? {
        switch scheme {
        case "http", "ws": 80
        case "https", "wss": 443
        default: nil
        }
    }
}
