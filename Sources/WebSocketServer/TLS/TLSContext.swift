import COpenSSL

/// OpenSSL's SSL_CTX for each identity of the server, the first of which meets every client.
///
/// `@unchecked Sendable` holds because it is not changed after `init`, and OpenSSL counts its
/// references atomically. Each connection holds the one it began with, so that another may take its
/// place while sessions go on.
final class TLSContext: @unchecked Sendable {
    let context: OpaquePointer
    /// SHA-256 of the first certificate, as `AB:CD:…`.
    let fingerprint: String
    private let contexts: UnsafeMutablePointer<OpaquePointer?>
    private let count: Int
    /// What the choice by name reads.
    private let identities = UnsafeMutablePointer<copenssl_identities>.allocate(capacity: 1)

    /// nil when TLS is off.
    static func make(_ configuration: ServerConfiguration) throws(ServerError) -> TLSContext? {
        switch configuration.tls {
        case .off: nil
        case .files(let certificate, let key):
            try TLSContext(
                [PEMFiles(certificate: certificate, key: key)] + configuration.moreIdentities,
                configuration)
        case .selfSigned(let names):
            try TLSContext([
                TLSIdentityFiles.context(
                    SelfSignedCertificate(names: configuration.hosts + names), configuration)
            ])
        }
    }

    private convenience init(
        _ files: [PEMFiles], _ configuration: ServerConfiguration
    ) throws(ServerError) {
        var made: [OpaquePointer] = []
        do {
            for pair in files {
                made.append(
                    try TLSIdentityFiles.context(
                        certificate: pair.certificate, key: pair.key, configuration))
            }
        } catch {
            for context in made { SSL_CTX_free(context) }
            throw error
        }
        try self.init(made)
    }

    /// Takes the contexts over.
    private init(_ made: [OpaquePointer]) throws(ServerError) {
        guard let first = made.first else { throw .tlsUnavailable(reason: "no certificate") }
        context = first
        count = made.count
        contexts = .allocate(capacity: made.count)
        for (index, context) in made.enumerated() {
            (contexts + index).initialize(to: context)
        }
        identities.initialize(
            to: copenssl_identities(contexts: contexts, count: Int32(clamping: made.count)))
        fingerprint = Self.fingerprint(SSL_CTX_get0_certificate(first))
        if made.count > 1 { copenssl_choose_by_name(first, identities) }
    }

    deinit {
        for index in 0..<count { SSL_CTX_free(contexts[index]) }
        contexts.deallocate()
        identities.deallocate()
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
