import COpenSSL
import Glibc
import WebSocketEngine
import WebSocketServer
import WebSocketWire

/// A small blocking WebSocket client: what it waits for, it waits for at most five seconds.
final class TestClient {
    struct Frame: Equatable {
        let opcode: Opcode
        let payload: [UInt8]

        init(_ opcode: Opcode, _ payload: [UInt8]) {
            self.opcode = opcode
            self.payload = payload
        }

        init(_ text: String) { self.init(.text, Array(text.utf8)) }

        /// A close frame with this code and no reason.
        static func close(_ code: UInt16) -> Frame {
            Frame(.close, [UInt8(code >> 8), UInt8(code & 255)])
        }
    }

    struct Gone: Error {
        let what: String
    }

    let descriptor: Int32
    private var tls: ClientTLS?
    private var buffered: [UInt8] = []

    /// Connects, and speaks TLS where the server does.
    init(_ server: BoundAddress) throws {
        let isIPv4 = server.address.ipv4 != nil
        descriptor = socket(isIPv4 ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        guard Self.connect(descriptor, server) == 0 else { throw Gone(what: "connect \(errno)") }
        if server.isSecure { tls = try ClientTLS(descriptor) }
    }

    deinit { close() }

    private var isClosed = false

    func close() {
        if isClosed { return }
        isClosed = true
        tls = nil
        _ = Glibc.close(descriptor)
    }

    /// Ends TCP with a reset.
    func reset() {
        var hard = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, 8)
        close()
    }

    var certificateFingerprint: String? { tls?.certificateFingerprint }

    /// The opening handshake; the status line of the answer.
    @discardableResult
    func open(path: String = "/", host: String = "127.0.0.1") throws -> String {
        try write(
            "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n")
        return try readHead()
    }

    /// The status line of an HTTP answer; what follows its head stays to be read.
    func readHead() throws -> String {
        let end = Array("\r\n\r\n".utf8)
        while true {
            for start in buffered.indices.dropLast(3)
            where Array(buffered[start..<start + 4]) == end {
                let head = String(decoding: buffered[..<start], as: UTF8.self)
                buffered.removeFirst(start + 4)
                return head.split(separator: "\r\n").first.map(String.init) ?? ""
            }
            try fill()
        }
    }

    func write(_ text: String) throws { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer -> Int in
                let part = UnsafeRawBufferPointer(rebasing: buffer[done...])
                if let tls { return tls.write(part) }
                return Glibc.send(descriptor, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { throw Gone(what: "write") }
            done += count
        }
    }

    func send(_ text: String) throws { try send(.text, Array(text.utf8)) }

    func send(_ opcode: Opcode, _ payload: [UInt8], fin: Bool = true) throws {
        try write(Self.frame(opcode, payload, fin: fin))
    }

    /// A masked frame as it goes over the wire. RFC 6455 §5.2.
    static func frame(_ opcode: Opcode, _ payload: [UInt8], fin: Bool = true) -> [UInt8] {
        let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        var bytes: [UInt8] = [(fin ? 0x80 : 0) | opcode.rawValue]
        let count = payload.count
        switch count {
        case ..<126: bytes.append(0x80 | UInt8(count))
        case ..<65_536: bytes += [0x80 | 126, UInt8(count >> 8), UInt8(count & 255)]
        default: bytes += [0x80 | 127] + (0..<8).map { UInt8(count >> (56 - 8 * $0) & 255) }
        }
        bytes += key
        let start = bytes.count
        bytes += payload
        bytes.withUnsafeMutableBytes {
            guard let base = $0.baseAddress else { return }
            Masking.apply(key: 0x3D21_FA37, phase: 0, to: base + start, count: payload.count)
        }
        return bytes
    }

    /// The next frame from the server.
    func receive() throws -> Frame {
        let head = try read(2)
        var count = Int(head[1] & 127)
        if count > 125 {
            count = try read(count == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let opcode = Opcode(rawValue: head[0] & 15) else { throw Gone(what: "reserved") }
        return Frame(opcode, try read(count))
    }

    /// Whether the server has ended the connection, in an orderly way or with a reset.
    func isAtEnd() -> Bool {
        do {
            try fill()
            return false
        } catch {
            return true
        }
    }

    private func read(_ count: Int) throws -> [UInt8] {
        while buffered.count < count { try fill() }
        let bytes = Array(buffered[..<count])
        buffered.removeFirst(count)
        return bytes
    }

    private func fill() throws {
        let part = try [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, filled in
            let count =
                if let tls { tls.read(UnsafeMutableRawBufferPointer(buffer)) } else {
                    recv(descriptor, buffer.baseAddress, buffer.count, 0)
                }
            if count <= 0 { throw Gone(what: count == 0 ? "end" : "error \(errno)") }
            filled = count
        }
        buffered += part
    }

    private static func connect(_ descriptor: Int32, _ server: BoundAddress) -> Int32 {
        if let ipv4 = server.address.ipv4 {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = server.port.bigEndian
            address.sin_addr.s_addr = ipv4.bigEndian
            return withUnsafePointer(to: address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = server.port.bigEndian
        withUnsafeMutableBytes(of: &address.sin6_addr) {
            $0.storeBytes(of: server.address.high.bigEndian, as: UInt64.self)
            $0.storeBytes(of: server.address.low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        return withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
            }
        }
    }
}
