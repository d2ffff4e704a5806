import CEpoll
import Glibc

/// A listening socket.
struct Listener: Sendable {
    let descriptor: Int32
    let bound: BoundAddress

    init(
        _ address: SocketAddress, host: String, isSecure: Bool, backlog: Int32
    ) throws(ServerError) {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, type, 0)
        if descriptor < 0 { throw Self.error(errno, "socket", host, address.port) }
        var failure: ServerError?
        Self.enable(descriptor, SOL_SOCKET, SO_REUSEADDR)
        // Linux hands this on to every accepted socket, which saves a call for each connection.
        Self.enable(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY)
        if address.family == AF_INET6 {
            Self.enable(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY)
        }
        if address.withPointer({ bind(descriptor, $0, $1) }) != 0 {
            failure = Self.error(errno, "bind", host, address.port)
        } else if listen(descriptor, backlog) != 0 {
            failure = Self.error(errno, "listen", host, address.port)
        }
        let told = failure == nil ? SocketAddress(boundTo: descriptor) : nil
        if failure == nil, told == nil {
            failure = Self.error(errno, "getsockname", host, address.port)
        }
        self.descriptor = descriptor
        bound = BoundAddress(host: host, address: (told ?? address).peer, isSecure: isSecure)
        if let failure {
            close()
            throw failure
        }
    }

    func close() { _ = Glibc.close(descriptor) }

    private static func enable(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func error(
        _ code: Int32, _ call: String, _ host: String, _ port: UInt16
    ) -> ServerError {
        switch code {
        case EADDRINUSE: .addressInUse(host: host, port: port)
        case EACCES, EPERM: .permissionDenied(host: host, port: port)
        case EADDRNOTAVAIL, EAFNOSUPPORT: .addressNotAvailable(host: host, port: port)
        default: .systemCall(name: call, errno: code)
        }
    }
}
