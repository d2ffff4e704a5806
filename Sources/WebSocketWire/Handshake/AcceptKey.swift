import COpenSSL

/// The server's proof that it read the client's key. RFC 6455 §1.3, §4.2.2.
public enum AcceptKey {
    /// What is appended to the key, as nobody sends it by chance.
    public static let guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    private static let digestSize = Int(SHA_DIGEST_LENGTH)

    /// The value of Sec-WebSocket-Accept: SHA-1 of the key as sent and the protocol's GUID.
    public static func compute(key: String) -> String {
        withDigest(of: key) { String(decoding: Base64.encode($0), as: UTF8.self) }
    }

    /// The same before it becomes text: the 20 bytes of SHA-1.
    public static func digest(key: String) -> [UInt8] { withDigest(of: key) { Array($0) } }

    /// Appends the value of Sec-WebSocket-Accept to an answer.
    static func append(key: String, to answer: inout [UInt8]) {
        withDigest(of: key) { Base64.append($0, to: &answer) }
    }

    /// On the stack: every handshake comes through here.
    private static func withDigest<Result>(
        of key: String, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        var key = key
        let guid = guid.utf8
        return key.withUTF8 { key in
            withUnsafeTemporaryAllocation(
                byteCount: digestSize + key.count + guid.count, alignment: 8
            ) { memory in
                let digest = UnsafeMutableRawBufferPointer(rebasing: memory[..<digestSize])
                let text = UnsafeMutableRawBufferPointer(rebasing: memory[digestSize...])
                text.copyBytes(from: key)
                UnsafeMutableRawBufferPointer(rebasing: text[key.count...]).copyBytes(from: guid)
                copenssl_sha1(
                    text.baseAddress, text.count,
                    digest.baseAddress?.assumingMemoryBound(to: UInt8.self))
                return body(UnsafeRawBufferPointer(digest))
            }
        }
    }
}
