import COpenSSL
import Glibc

/// One certificate and its key in an SSL_CTX of their own, with the rules of this server.
enum TLSIdentityFiles {
    static func context(
        certificate: String, key: String, _ configuration: ServerConfiguration
    ) throws(ServerError) -> OpaquePointer {
        let context = try newContext(configuration)
        do {
            try load(context, certificate: certificate, key: key)
            return context
        } catch {
            SSL_CTX_free(context)
            throw error
        }
    }

    static func context(
        _ made: SelfSignedCertificate, _ configuration: ServerConfiguration
    ) throws(ServerError) -> OpaquePointer {
        let context = try newContext(configuration)
        guard SSL_CTX_use_certificate(context, made.certificate) == 1,
            SSL_CTX_use_PrivateKey(context, made.key) == 1
        else {
            SSL_CTX_free(context)
            throw .tlsUnavailable(reason: OpenSSLError.takeReason())
        }
        return context
    }

    private static func newContext(
        _ configuration: ServerConfiguration
    ) throws(ServerError) -> OpaquePointer {
        OpenSSLError.clear()
        guard let context = SSL_CTX_new(TLS_server_method()) else {
            throw .tlsUnavailable(reason: OpenSSLError.takeReason())
        }
        do {
            try apply(configuration, to: context)
            return context
        } catch {
            SSL_CTX_free(context)
            throw error
        }
    }

    private static func apply(
        _ configuration: ServerConfiguration, to context: OpaquePointer
    ) throws(ServerError) {
        guard copenssl_configure(context) == 1,
            copenssl_set_lowest_version(context, configuration.lowestTLS == .v13 ? 1 : 0) == 1
        else { throw .tlsUnavailable(reason: OpenSSLError.takeReason()) }
        guard let path = configuration.clientAuthorities else { return }
        if let reason = unreadable(path) {
            throw .authoritiesUnusable(path: path, reason: reason)
        }
        guard copenssl_demand_certificates(context, path) == 1 else {
            throw .authoritiesUnusable(path: path, reason: OpenSSLError.takeReason())
        }
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
}
