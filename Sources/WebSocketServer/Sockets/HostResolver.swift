import Glibc

/// Which addresses a configured host means.
enum HostResolver {
    /// Numeric addresses stand for themselves; names are asked of the system's resolver, which may
    /// block. Brackets around an IPv6 address are allowed.
    static func resolve(_ host: String, port: UInt16) throws(ServerError) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(unbracketed(host), String(port), &hints, &list)
        guard status == 0 else {
            throw .hostNotFound(host: host, reason: String(cString: gai_strerror(status)))
        }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var entry = list
        while let info = entry?.pointee {
            entry = info.ai_next
            guard let address = info.ai_addr else { continue }
            guard info.ai_family == AF_INET || info.ai_family == AF_INET6 else { continue }
            addresses.append(SocketAddress(copying: address, size: info.ai_addrlen))
        }
        if addresses.isEmpty { throw .hostNotFound(host: host, reason: "no IP address") }
        return addresses
    }

    private static func unbracketed(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}
