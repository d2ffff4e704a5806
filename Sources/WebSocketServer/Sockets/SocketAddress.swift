import Glibc
import WebSocketEngine

/// An IPv4 or IPv6 address with its port, as the socket calls want it.
struct SocketAddress {
    private(set) var storage = sockaddr_storage()
    private(set) var size = socklen_t(MemoryLayout<sockaddr_storage>.size)

    init() {}

    init(copying address: UnsafePointer<sockaddr>, size: socklen_t) {
        self.size = min(size, socklen_t(MemoryLayout<sockaddr_storage>.size))
        withUnsafeMutableBytes(of: &storage) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(self.size)))
        }
    }

    /// The address a socket is bound to; nil with `errno` when the kernel does not tell.
    init?(boundTo descriptor: Int32) {
        self.init()
        guard withPointer({ getsockname(descriptor, $0, $1) }) == 0 else { return nil }
    }

    var family: Int32 { Int32(storage.ss_family) }

    var port: UInt16 {
        get { peer.port }
        set {
            // sin_port and sin6_port lie at the same place.
            withUnsafeMutableBytes(of: &storage) {
                $0.storeBytes(of: newValue.bigEndian, toByteOffset: 2, as: UInt16.self)
            }
        }
    }

    var peer: PeerAddress { PeerAddress(storage) }

    /// Lends the address to a call that fills it.
    private mutating func withPointer(
        _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> Int32 {
        withUnsafeMutablePointer(to: &size) { size in
            withUnsafeMutablePointer(to: &storage) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
            }
        }
    }

    /// Lends the address to a call that reads it.
    func withPointer<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
        withUnsafePointer(to: storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
        }
    }
}

extension PeerAddress {
    /// What the kernel wrote; all zero for a family that is neither IPv4 nor IPv6.
    init(_ storage: sockaddr_storage) {
        self = withUnsafeBytes(of: storage) { bytes in
            let port = UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self))
            switch Int32(storage.ss_family) {
            case AF_INET:
                return PeerAddress(
                    ipv4: UInt32(bigEndian: bytes.load(fromByteOffset: 4, as: UInt32.self)),
                    port: port)
            case AF_INET6:
                return PeerAddress(
                    high: UInt64(bigEndian: bytes.load(fromByteOffset: 8, as: UInt64.self)),
                    low: UInt64(bigEndian: bytes.load(fromByteOffset: 16, as: UInt64.self)),
                    port: port)
            default:
                return PeerAddress(high: 0, low: 0, port: 0)
            }
        }
    }
}
