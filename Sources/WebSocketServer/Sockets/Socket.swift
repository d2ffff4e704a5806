import CEpoll
import Glibc
import WebSocketEngine

/// The system calls on one connected, non-blocking socket.
///
/// Counts are as the kernel gives them; a failure is the errno as a negative number, so that the
/// hot path needs neither an error object nor a second look at `errno`.
struct Socket: BitwiseCopyable {
    let descriptor: Int32

    static let wouldBlock = -Int(EAGAIN)

    func receive(_ memory: UnsafeMutableRawPointer, _ count: Int) -> Int {
        while true {
            let result = recv(descriptor, memory, count, 0)
            if result >= 0 { return result }
            if errno != EINTR { return -Int(errno) }
        }
    }

    /// Fills `first`, then `second`, in one call.
    func receive(
        _ first: UnsafeMutableRawBufferPointer, _ second: UnsafeMutableRawBufferPointer
    ) -> Int {
        var parts = (
            iovec(iov_base: first.baseAddress, iov_len: first.count),
            iovec(iov_base: second.baseAddress, iov_len: second.count)
        )
        return withUnsafeMutablePointer(to: &parts) { parts in
            parts.withMemoryRebound(to: iovec.self, capacity: 2) { parts in
                while true {
                    let result = readv(descriptor, parts, 2)
                    if result >= 0 { return result }
                    if errno != EINTR { return -Int(errno) }
                }
            }
        }
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        while true {
            let result = Glibc.send(
                descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if result >= 0 { return result }
            if errno != EINTR { return -Int(errno) }
        }
    }

    /// All pieces in one call; their layout is that of `struct iovec`.
    func send(_ pieces: UnsafeBufferPointer<Write.Piece>) -> Int {
        guard let base = pieces.baseAddress else { return 0 }
        if pieces.count == 1 { return send(base.pointee.bytes) }
        return UnsafeMutableRawPointer(mutating: base)
            .withMemoryRebound(to: iovec.self, capacity: pieces.count) { parts in
                var message = msghdr()
                message.msg_iov = parts
                message.msg_iovlen = pieces.count
                while true {
                    let result = sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
                    if result >= 0 { return result }
                    if errno != EINTR { return -Int(errno) }
                }
            }
    }

    /// How many bytes may wait in the kernel to be read; it brings them inside its own limits.
    func limitWindow(to bytes: Int32) {
        var bytes = bytes
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// No more bytes follow from us.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    func close() { _ = Glibc.close(descriptor) }

    /// Closes with a reset instead of the orderly end.
    func reset() {
        var hard = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// The error that waits at the socket, 0 when there is none.
    func pendingError() -> Int32 {
        var error: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size)
        return error
    }
}
