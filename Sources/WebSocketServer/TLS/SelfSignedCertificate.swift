import COpenSSL
import Glibc

/// A P-256 key and a certificate that it signs itself, in memory only.
final class SelfSignedCertificate {
    let key: OpaquePointer
    let certificate: OpaquePointer

    /// Valid for 30 days: a bench's certificate, made anew at each start.
    static let validity = 30 * 24 * 3600

    /// For `localhost`, the loopback addresses and these names or addresses.
    init(names: [String]) throws(ServerError) {
        OpenSSLError.clear()
        guard let key = copenssl_make_key() else {
            throw .tlsUnavailable(reason: OpenSSLError.takeReason())
        }
        guard let certificate = X509_new() else {
            EVP_PKEY_free(key)
            throw .tlsUnavailable(reason: OpenSSLError.takeReason())
        }
        self.key = key
        self.certificate = certificate
        guard fill(names), X509_sign(certificate, key, EVP_sha256()) > 0 else {
            throw .tlsUnavailable(reason: OpenSSLError.takeReason())
        }
    }

    deinit {
        X509_free(certificate)
        EVP_PKEY_free(key)
    }

    private func fill(_ names: [String]) -> Bool {
        // Browsers tell certificates of one issuer apart by the serial number.
        let serial = Int.random(in: 1...Int.max)
        let name = X509_get_subject_name(certificate)
        return X509_set_version(certificate, 2) == 1
            && ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial) == 1
            && X509_gmtime_adj(X509_getm_notBefore(certificate), -3600) != nil
            && X509_gmtime_adj(X509_getm_notAfter(certificate), Self.validity) != nil
            && X509_set_pubkey(certificate, key) == 1
            && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, "localhost", -1, -1, 0) == 1
            && X509_set_issuer_name(certificate, name) == 1
            && add(NID_subject_alt_name, Self.alternativeNames(names))
            && add(NID_basic_constraints, "critical,CA:FALSE")
            && add(NID_key_usage, "critical,digitalSignature")
            && add(NID_ext_key_usage, "serverAuth")
    }

    private func add(_ kind: Int32, _ value: String) -> Bool {
        guard let piece = X509V3_EXT_conf_nid(nil, nil, kind, value) else { return false }
        defer { X509_EXTENSION_free(piece) }
        return X509_add_ext(certificate, piece, -1) == 1
    }

    /// OpenSSL's notation; a name that could break out of it, or that names no host, is left out.
    static func alternativeNames(_ names: [String]) -> String {
        var seen: Set<String> = []
        var parts: [String] = []
        for name in ["localhost", "127.0.0.1", "::1"] + names {
            guard let part = alternativeName(name), seen.insert(part).inserted else { continue }
            parts.append(part)
        }
        return parts.joined(separator: ",")
    }

    private static func alternativeName(_ name: String) -> String? {
        let bare = name.filter { $0 != "[" && $0 != "]" }
        var address = in6_addr()
        if inet_pton(AF_INET, bare, &address) == 1 || inet_pton(AF_INET6, bare, &address) == 1 {
            return "IP:\(bare)"
        }
        let isHostName = bare.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        return isHostName && !bare.isEmpty ? "DNS:\(bare)" : nil
    }
}
