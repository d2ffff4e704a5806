import COpenSSL
import Glibc

/// OpenSSL's SSL_CTX with the server's identity and the rules of this server.
///
/// `@unchecked Sendable` holds because it is not changed after `init`, and OpenSSL counts its
/// references atomically.
final class TLSContext: @unchecked Sendable {
    let context: OpaquePointer
    /// SHA-256 of the certificate, as `AB:CD:…`.
    let fingerprint: String

    /// nil when TLS is off.
    static func make(_ configuration: ServerConfiguration) throws(ServerError) -> TLSContext? {
        switch configuration.tls {
        case .off: nil
        case .files(let certificate, let key):
            try TLSContext(certificate: certificate, key: key)
        case .selfSigned(let names):
            try TLSContext(SelfSignedCertificate(names: configuration.hosts + names))
        }
    }

    private init(certificate: String, key: String) throws(ServerError) {
        let context = try Self.newContext()
        do {
            try Self.load(context, certificate: certificate, key: key)
        } catch {
            SSL_CTX_free(context)
            throw error
        }
        self.context = context
        fingerprint = Self.fingerprint(SSL_CTX_get0_certificate(context))
    }

    private init(_ made: SelfSignedCertificate) throws(ServerError) {
        let context = try Self.newContext()
        guard SSL_CTX_use_certificate(context, made.certificate) == 1,
            SSL_CTX_use_PrivateKey(context, made.key) == 1
        else {
            SSL_CTX_free(context)
            throw .tlsUnavailable(reason: OpenSSLError.takeReason())
        }
        self.context = context
        fingerprint = Self.fingerprint(made.certificate)
    }

    deinit { SSL_CTX_free(context) }

    private static func newContext() throws(ServerError) -> OpaquePointer {
        OpenSSLError.clear()
        guard let context = SSL_CTX_new(TLS_server_method()) else {
            throw .tlsUnavailable(reason: OpenSSLError.takeReason())
        }
        guard copenssl_configure(context) == 1 else {
            SSL_CTX_free(context)
            throw .tlsUnavailable(reason: OpenSSLError.takeReason())
        }
        return context
    }

    private static func load(
        _ context: OpaquePointer, certificate: String, key: String
    ) throws(ServerError) {
        if let reason = unreadable(certificate) {
            throw .certificateUnusable(path: certificate, reason: reason)
        }
        if let reason = unreadable(key) { throw .keyUnusable(path: key, reason: reason) }
        guard SSL_CTX_use_certificate_chain_file(context, certificate) == 1 else {
            throw .certificateUnusable(path: certificate, reason: OpenSSLError.takeReason())
        }
        guard SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1,
            SSL_CTX_check_private_key(context) == 1
        else {
            if OpenSSLError.isKeyMismatch {
                OpenSSLError.clear()
                throw .keyDoesNotMatch(certificate: certificate, key: key)
            }
            throw .keyUnusable(path: key, reason: OpenSSLError.takeReason())
        }
    }

    /// Why a file cannot be read, in the system's words; nil when it can.
    private static func unreadable(_ path: String) -> String? {
        access(path, R_OK) == 0 ? nil : ServerError.text(errno)
    }

    private static func fingerprint(_ certificate: OpaquePointer?) -> String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard let certificate, X509_digest(certificate, EVP_sha256(), &digest, &count) == 1 else {
            return ""
        }
        let hex = digest.prefix(Int(count)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        return hex.joined(separator: ":")
    }
}
