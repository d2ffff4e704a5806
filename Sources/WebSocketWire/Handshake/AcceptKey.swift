import COpenSSL

/// The server's proof that it read the client's key. RFC 6455 §1.3, §4.2.2.
public enum AcceptKey {
    private static let suffix = Array("258EAFA5-E914-47DA-95CA-C5AB0DC85B11".utf8)

    /// The value of Sec-WebSocket-Accept: SHA-1 of the key as sent and the protocol's GUID.
    public static func compute(key: String) -> String {
        String(decoding: bytes(key: key), as: UTF8.self)
    }

    static func bytes(key: String) -> [UInt8] {
        var text = Array(key.utf8)
        text.append(contentsOf: suffix)
        var digest = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
        _ = SHA1(text, text.count, &digest)
        return Base64.encode(digest)
    }
}
