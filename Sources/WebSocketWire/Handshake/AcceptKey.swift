import COpenSSL

/// The server's proof that it read the client's key. RFC 6455 §1.3, §4.2.2.
public enum AcceptKey {
    /// What is appended to the key, as nobody sends it by chance.
    public static let guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    private static let suffix = Array(guid.utf8)
    /// Looked up once: OpenSSL would search its providers for every key. Never written again.
    nonisolated(unsafe) private static let sha1 = EVP_MD_fetch(nil, "SHA1", nil)

    /// The value of Sec-WebSocket-Accept: SHA-1 of the key as sent and the protocol's GUID.
    public static func compute(key: String) -> String {
        String(decoding: bytes(key: key), as: UTF8.self)
    }

    /// The same before it becomes text: the 20 bytes of SHA-1.
    public static func digest(key: String) -> [UInt8] {
        var text = Array(key.utf8)
        text.append(contentsOf: suffix)
        var digest = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
        _ = EVP_Digest(text, text.count, &digest, nil, sha1, nil)
        return digest
    }

    static func bytes(key: String) -> [UInt8] { Base64.encode(digest(key: key)) }
}
