import COpenSSL
import Glibc

/// The client's end of TLS on a descriptor that does not block.
final class TLSClient {
    private let connection: OpaquePointer

    /// One for all clients; lives as long as the process. The certificate is this process's own,
    /// perhaps made a moment ago, so it is not checked.
    ///
    /// nonisolated(unsafe): set once, and OpenSSL counts the references of a context atomically.
    nonisolated(unsafe) private static let context: OpaquePointer? = {
        guard let context = SSL_CTX_new(TLS_client_method()) else { return nil }
        SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)
        return context
    }()

    init?(_ descriptor: Int32) {
        guard let context = Self.context, let connection = SSL_new(context) else { return nil }
        self.connection = connection
        guard SSL_set_fd(connection, descriptor) == 1 else { return nil }
    }

    deinit { SSL_free(connection) }

    /// Completes the handshake; `wait` waits for the events of poll.
    func handshake(_ wait: (Int32) -> Bool) -> Bool {
        while true {
            ERR_clear_error()
            let result = SSL_connect(connection)
            if result == 1 { return true }
            let isForWriting = SSL_get_error(connection, result) == SSL_ERROR_WANT_WRITE
            guard mayTryAgain(result), wait(isForWriting ? POLLOUT : POLLIN) else { return false }
        }
    }

    var hasPending: Bool { SSL_pending(connection) > 0 }

    func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        ERR_clear_error()
        return Int(SSL_read(connection, buffer.baseAddress, Int32(clamping: buffer.count)))
    }

    func write(_ buffer: UnsafeRawBufferPointer) -> Int {
        ERR_clear_error()
        return Int(SSL_write(connection, buffer.baseAddress, Int32(clamping: buffer.count)))
    }

    func mayTryAgain(_ result: Int32) -> Bool {
        let reason = SSL_get_error(connection, result)
        return reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE
    }

    func end() {
        ERR_clear_error()
        SSL_shutdown(connection)
    }
}
