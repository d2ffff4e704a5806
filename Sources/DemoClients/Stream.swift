import COpenSSL
import Glibc

/// A byte stream to the server, plain or TLS: what is read and written has a deadline.
final class Stream {
    private let descriptor: Int32
    private let tls: TLSClient?
    private let stop: StopSignal

    /// What one read gave.
    enum Arrival {
        case bytes([UInt8])
        case nothingYet
        case ended
    }

    /// nil when the server cannot be reached.
    init?(to address: ServerAddress, receiveBuffer: Int32?, stop: StopSignal) {
        let descriptor = Self.connect(to: address, receiveBuffer: receiveBuffer, stop: stop)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        self.stop = stop
        tls = address.isSecure ? TLSClient(descriptor) : nil
        if address.isSecure {
            guard let tls, tls.handshake({ stop.wait(for: descriptor, $0, milliseconds: 3000) })
            else { return nil }
        }
    }

    deinit {
        tls?.end()
        close(descriptor)
    }

    /// Ends TCP with a reset, as a peer does whose machine is switched off and on.
    func reset() {
        var hard = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    }

    /// Writes all of it within three seconds; false when the stream is of no use any more.
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer -> Int in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[sent...])
                if let tls { return tls.write(rest) }
                return Glibc.send(
                    descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if !mayTryAgain(count)
                || !stop.wait(for: descriptor, POLLOUT, milliseconds: 3000)
            {
                return false
            }
        }
        return true
    }

    /// What arrives within the time, at most `most` bytes of it.
    ///
    /// A record of TLS that carries no bytes of ours, a session ticket say, is waited through.
    func receive(most: Int, milliseconds: Int32) -> Arrival {
        let end = Clock.milliseconds + Int64(milliseconds)
        while true {
            let left = Int32(max(0, end - Clock.milliseconds))
            let isWaiting = tls?.hasPending != true
            if isWaiting, !stop.wait(for: descriptor, POLLIN, milliseconds: left) {
                return .nothingYet
            }
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
                let raw = UnsafeMutableRawBufferPointer(buffer)
                count = tls?.read(raw) ?? recv(descriptor, raw.baseAddress, raw.count, 0)
                filled = max(0, count)
            }
            if count > 0 { return .bytes(bytes) }
            guard count < 0, mayTryAgain(count) else { return .ended }
        }
    }

    private func mayTryAgain(_ count: Int) -> Bool {
        if let tls { return tls.mayTryAgain(Int32(truncatingIfNeeded: count)) }
        return errno == EAGAIN || errno == EINTR
    }

    private static func connect(
        to address: ServerAddress, receiveBuffer: Int32?, stop: StopSignal
    ) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address.host, String(address.port), &hints, &found) == 0, let found
        else { return -1 }
        defer { freeaddrinfo(found) }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(found.pointee.ai_family, kind, 0)
        guard descriptor >= 0 else { return -1 }
        if var size = receiveBuffer {
            setsockopt(
                descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        let result = Glibc.connect(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen)
        var failure: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        if result != 0 {
            let isDone =
                errno == EINPROGRESS && stop.wait(for: descriptor, POLLOUT, milliseconds: 3000)
                && getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size) == 0
                && failure == 0
            guard isDone else {
                close(descriptor)
                return -1
            }
        }
        return descriptor
    }
}
