import CEpoll
import Glibc

/// How connections are accepted; a test has the kernel fail here.
struct Accepting: Sendable {
    /// A descriptor, or a negative errno.
    let accept: @Sendable (_ listener: Int32, _ peer: inout sockaddr_storage) -> Int32

    static let kernel = Accepting { listener, peer in
        while true {
            let descriptor = cepoll_accept(
                listener, &peer, UInt32(MemoryLayout<sockaddr_storage>.size))
            if descriptor >= 0 { return descriptor }
            if errno != EINTR { return -errno }
        }
    }
}
