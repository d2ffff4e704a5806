/// The server's answers to an opening handshake. RFC 6455 §4.2.2.
public enum HandshakeResponse {
    /// Seconds after which a client may try a full server again; about as long as a slot takes
    /// to fall free.
    public static let retryAfter = 5

    /// 101: the connection speaks WebSocket from the next byte on.
    ///
    /// - Parameters:
    ///   - subprotocol: one that the client offered; nil leaves the header out.
    ///   - deflate: what was agreed on; nil for no extension. RFC 7692 §5.
    public static func switchingProtocols(
        _ request: HandshakeRequest, subprotocol: String? = nil, deflate: DeflateAgreement? = nil,
        server: String? = nil
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        bytes += switchingHead
        AcceptKey.append(key: request.key, to: &bytes)
        if let subprotocol {
            bytes += "\r\nSec-WebSocket-Protocol: ".utf8
            bytes += subprotocol.utf8
        }
        if let deflate {
            bytes += "\r\nSec-WebSocket-Extensions: ".utf8
            bytes += deflate.headerValue.utf8
        }
        if let server {
            bytes += "\r\nServer: ".utf8
            bytes += server.utf8
        }
        bytes += headEnd
        return bytes
    }

    /// Up to the value of the accept key.
    private static let switchingHead = Array(
        """
        HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r
        Connection: Upgrade\r\nSec-WebSocket-Accept:\u{20}
        """.utf8)
    private static let headEnd = Array("\r\n\r\n".utf8)

    /// The answer that a rule's reaction names; 400 for a rule that is none of HTTP's.
    public static func rejection(rule: Rule, server: String? = nil) -> [UInt8] {
        guard case .http(let status) = rule.reaction else {
            return rejection(status: 400, rule: rule, server: server)
        }
        return rejection(status: status, rule: rule, server: server)
    }

    /// An error status with a body of one line that says what was wrong and what to do.
    ///
    /// - Parameter rule: the rule broken; without one the body says what the status means.
    public static func rejection(
        status: UInt16, rule: Rule? = nil, server: String? = nil
    ) -> [UInt8] {
        let body =
            rule.map { "\($0.title): \($0.requirement) (\($0.section))\n" }
            ?? "\(advice(for: status))\n"
        var head = "HTTP/1.1 \(status) \(reason(of: status))\r\n"
        switch status {
        case 426: head += "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        case 503: head += "Retry-After: \(retryAfter)\r\n"
        default: break
        }
        if let server { head += "Server: \(server)\r\n" }
        let connection = status == 426 ? "Upgrade, close" : "close"
        head += "Connection: \(connection)\r\nContent-Type: text/plain; charset=utf-8\r\n"
        head += "Content-Length: \(body.utf8.count)\r\n\r\n"
        return Array(head.utf8) + Array(body.utf8)
    }

    /// 503 for a server whose slots are full, with `Retry-After: 5`. RFC 9110 §15.6.4.
    public static func serviceUnavailable(server: String? = nil) -> [UInt8] {
        rejection(status: 503, server: server)
    }

    /// RFC 9110 §15, RFC 6585 §5.
    private static func reason(of status: UInt16) -> String {
        switch status {
        case 400: "Bad Request"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 408: "Request Timeout"
        case 414: "URI Too Long"
        case 426: "Upgrade Required"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 503: "Service Unavailable"
        default: "Error"
        }
    }

    private static func advice(for status: UInt16) -> String {
        status == 503
            ? "all slots are taken: try again in \(retryAfter) seconds"
            : "this server speaks WebSocket: open it with an RFC 6455 client"
    }
}
