import COpenSSL
import Glibc

/// The client's side of TLS, over a blocking socket. It verifies nothing: the tests compare
/// fingerprints.
final class ClientTLS {
    private let context: OpaquePointer
    private let ssl: OpaquePointer

    init(_ descriptor: Int32) throws {
        guard let context = SSL_CTX_new(TLS_client_method()), let ssl = SSL_new(context) else {
            throw TestClient.Gone(what: "TLS client")
        }
        self.context = context
        self.ssl = ssl
        SSL_set_fd(ssl, descriptor)
        ERR_clear_error()
        if SSL_connect(ssl) != 1 { throw TestClient.Gone(what: "TLS handshake") }
    }

    deinit {
        SSL_free(ssl)
        SSL_CTX_free(context)
    }

    var version: String { String(cString: SSL_get_version(ssl)) }

    var certificateFingerprint: String? {
        guard let certificate = SSL_get1_peer_certificate(ssl) else { return nil }
        defer { X509_free(certificate) }
        var digest = [UInt8](repeating: 0, count: 32)
        X509_digest(certificate, EVP_sha256(), &digest, nil)
        return digest.map {
            ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true)
        }.joined(separator: ":")
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        ERR_clear_error()
        return Int(SSL_write(ssl, bytes.baseAddress, Int32(clamping: bytes.count)))
    }

    func read(_ memory: UnsafeMutableRawBufferPointer) -> Int {
        ERR_clear_error()
        return Int(SSL_read(ssl, memory.baseAddress, Int32(clamping: memory.count)))
    }
}
